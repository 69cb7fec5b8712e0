import { type Starter, started, unavailable } from '../engine'

/** Puts TensorFlow.js on its plain JavaScript backend: complete, and always there. */
export const startCpu: Starter = async (tf) => {
  // The backend would greet on the console when it is first used, in the middle of what the learner prints.
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  return (await tf.setBackend('cpu')) ? started('CPU, plain JavaScript') : unavailable('TensorFlow.js refused its plain JavaScript backend')
}

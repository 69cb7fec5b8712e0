import { define } from './check'
import { hurriedSentence, inputSentence, leakSentence, sightings } from './observe'
import { Wrong } from './outcome'

/**
 * The checks that every spec gets without saying so. They judge what was seen of the learner's functions in
 * all the checks before, so the environment moves them to the end.
 */
export function takeCare(): void {
  define({ role: 'care', name: 'leaves its inputs alone', seconds: 10 }, () => {
    const [input] = sightings.inputs
    if (input) throw new Wrong(inputSentence(input))
  })
  define({ role: 'care', name: 'waits for its training', seconds: 10 }, () => {
    const [hurried] = sightings.hurried
    if (hurried) throw new Wrong(hurriedSentence(hurried))
  })
  define({ role: 'care', name: 'leaves no tensors behind', seconds: 10 }, () => {
    const [leak] = sightings.leaks
    if (leak) throw new Wrong(leakSentence(leak))
  })
  define({ role: 'care', name: 'gives numbers, never NaN', seconds: 10 }, () => {
    const [nan] = sightings.nan
    if (nan) throw new Wrong(`\`${nan.call}\` gave NaN: look for 0/0, the logarithm of 0, or a number too large for exp.`)
  })
}

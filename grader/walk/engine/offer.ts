import type { EngineName } from '../../../engine'
import { type Measured, measured } from '../../../engine/measured'
import { lookAround, type Plan, planFor, size } from '../../../engine/tensorflow/install'

/**
 * What TensorFlow would bring to somebody who trains on a slower engine. Nothing where it cannot be installed, or
 * would not be worth it.
 */
export async function tensorflowOffer(engine: EngineName): Promise<string | undefined> {
  if (engine === 'tensorflow' || process.env['ENGINE'] || !gain(engine, measured)) return undefined
  const plan = planFor(await lookAround())
  return 'kind' in plan ? undefined : offerInWords(engine, plan)
}

/** Less than this many times as fast is not worth a download. */
const WORTH_IT = 1.2

/** How many times as fast TensorFlow is, if that is measured and worth it. */
function gain(engine: EngineName, { step }: Measured): number | undefined {
  const [now, then] = [step[engine], step.tensorflow]
  return now && then && now / then >= WORTH_IT ? now / then : undefined
}

export function offerInWords(engine: EngineName, plan: Plan, { step, machine } = measured): string | undefined {
  const times = gain(engine, { step, machine })
  if (!times) return undefined
  const gpu = plan.build === 'gpu' ? ', and it would use your NVIDIA GPU' : ''
  const cost = plan.source.kind === 'python' ? 'Your Python has it already: nothing to download' : `It is a download of ${size(plan.download)}`
  return (
    `TensorFlow trains ${times.toFixed(1)} × as fast as ${engine} (measured on ${machine})${gpu}. ${cost}. ` +
    'Press i to install it, now or later with npm run engine -- install tensorflow. This is said only once.'
  )
}

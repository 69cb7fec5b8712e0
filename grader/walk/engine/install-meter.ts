import { Presets, SingleBar } from 'cli-progress'
import type { Step } from '../../../engine/tensorflow/install'

/** Shows how an installation comes along: a bar and lines for somebody who watches, lines for a log. */
export interface InstallMeter {
  tell(step: Step): void
  end(): void
}

const STEPS = { fetch: 'downloading', unpack: 'unpacking', compile: 'compiling the addon', try: 'training a tiny network to try it' }

export function installMeter(): InstallMeter {
  const bar = new SingleBar(
    {
      format: '  {bar} {percentage} %  {value} of {total}',
      formatValue: (value, _options, type) => (type === 'percentage' ? String(value).padStart(3) : `${(value / 1e6).toFixed(0)} MB`),
      barsize: 30,
      hideCursor: true,
      stream: process.stdout,
    },
    Presets.shades_classic,
  )
  let last: Step['kind'] | undefined
  return {
    tell(step) {
      if (step.kind !== last) {
        bar.stop()
        console.log(`  ${STEPS[step.kind]} …`)
        last = step.kind
      }
      if (step.kind !== 'fetch' || !process.stdout.isTTY) return
      if (!bar.isActive) bar.start(step.of, 0)
      bar.update(step.bytes)
    },
    end: () => bar.stop(),
  }
}

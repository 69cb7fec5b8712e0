import { Presets, SingleBar } from 'cli-progress'
import { type DataFile, type Dataset, downloadSize, offered, offeredName } from '../../../datasets/dataset'
import type { Progress } from '../../../datasets/download'
import { sizeInWords } from './words'

/** Shows how a download comes along. */
export interface Meter {
  tell(file: DataFile, progress: Progress | { kind: 'done' }): void
  end(): void
}

/** A bar for somebody who watches, lines for a log. */
export function meterFor(dataset: Dataset): Meter {
  return process.stdout.isTTY ? bar(dataset) : lines()
}

function bar(dataset: Dataset): Meter {
  const drawn = new SingleBar(
    {
      format: '  {bar} {percentage} %  {value} of {total}  {note}',
      formatValue: (value, _options, type) => (type === 'percentage' ? String(value).padStart(3) : sizeInWords(value)),
      barsize: 30,
      hideCursor: true,
      stream: process.stdout,
    },
    Presets.shades_classic,
  )
  /** Bytes that are here, by file. */
  const received = new Map<DataFile, number>()
  const update = (file: DataFile, bytes: number, note: string) => {
    if (!drawn.isActive) drawn.start(downloadSize(offered(dataset)), 0)
    received.set(file, bytes)
    drawn.update([...received.values()].reduce((sum, one) => sum + one, 0), { note })
  }
  return {
    tell(file, progress) {
      const soFar = received.get(file) ?? 0
      switch (progress.kind) {
        case 'bytes':
          return update(file, progress.received, offeredName(file))
        case 'retry':
          return update(file, soFar, `connection lost, again in ${progress.seconds} s`)
        case 'waiting':
          return update(file, soFar, 'waiting for another download')
        case 'done':
          return update(file, file.gzipped ?? file.bytes, '')
      }
    },
    end: () => drawn.stop(),
  }
}

function lines(): Meter {
  return {
    tell(file, progress) {
      const name = offeredName(file)
      if (progress.kind === 'done') console.log(`  ${name}: here and checked`)
      if (progress.kind === 'waiting') console.log(`  ${name}: another process downloads it; waiting`)
      if (progress.kind === 'retry') {
        console.log(`  ${name}: connection lost (${progress.reason}), again in ${progress.seconds} s`)
      }
    },
    end: () => undefined,
  }
}

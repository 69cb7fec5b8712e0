import { Presets, SingleBar } from 'cli-progress'
import { type DataFile, type Dataset, downloadSize, offeredName } from '../../../datasets/dataset'
import type { Progress } from '../../../datasets/download'
import { megabytes } from './words'

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
      formatValue: (value, _options, type) => (type === 'value' || type === 'total' ? megabytes(value) : String(value).padStart(3)),
      barsize: 30,
      hideCursor: true,
      stream: process.stdout,
    },
    Presets.shades_classic,
  )
  /** Bytes that are here, by file. */
  const received = new Map<DataFile, number>()
  const update = (file: DataFile, bytes: number, note: string) => {
    received.set(file, bytes)
    drawn.update([...received.values()].reduce((sum, one) => sum + one, 0), { note })
  }
  drawn.start(downloadSize(dataset), 0, { note: '' })
  return {
    tell(file, progress) {
      const name = offeredName(file)
      if (progress.kind === 'bytes') update(file, progress.received, name)
      else if (progress.kind === 'done') update(file, file.gzipped ?? file.bytes, '')
      else update(file, received.get(file) ?? 0, inWords(name, progress))
    },
    end: () => drawn.stop(),
  }
}

function lines(): Meter {
  return {
    tell(file, progress) {
      const name = offeredName(file)
      if (progress.kind === 'done') console.log(`  ${name}: here and checked`)
      else if (progress.kind !== 'bytes') console.log(`  ${name}: ${inWords(name, progress)}`)
    },
    end: () => undefined,
  }
}

function inWords(name: string, progress: Exclude<Progress, { kind: 'bytes' }>): string {
  return progress.kind === 'waiting'
    ? `another process downloads ${name}, waiting for it`
    : `connection lost (${progress.reason}), next try in ${progress.seconds} s`
}

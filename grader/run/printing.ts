import { Console } from 'node:console'
import { Writable } from 'node:stream'

/** A spec's prints are kept up to this many characters; the rest is counted and thrown away. */
const MOST = 10_000

/** A console whose text goes to `say`, but no more of it than anybody would read. */
export function printing(say: (text: string) => void): Console & { end(): void } {
  let kept = 0
  let dropped = 0
  const out = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      if (kept < MOST) say(text.slice(0, MOST - kept))
      dropped += Math.max(0, text.length - Math.max(0, MOST - kept))
      kept += text.length
      done()
    },
  })
  const end = () => {
    if (dropped > 0) say(`… and ${dropped.toLocaleString('en')} more characters\n`)
  }
  return Object.assign(new Console({ stdout: out, stderr: out, colorMode: false }), { end })
}

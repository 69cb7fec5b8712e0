import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { InstallError } from './failure'

/**
 * The binding sources of @tensorflow/tfjs-node-gpu 4.22.0, by sha256. The addon names private members of theirs, so it
 * is compiled with these and no others.
 */
const SOURCES: Record<string, string> = {
  'napi_auto_ref.h': '775e602b81ce9c7ee5c69f0177fa0f4672921c7860b16783674f531a1057f167',
  'tf_auto_status.h': 'a9dbf9e92fe9c1decbf9c0418c2439bd157c5e81e761c2803a3d20d9c64206d1',
  'tf_auto_tensor.h': '9a34980cf9ffa904c1039a57fb0c73adf4342efd31068d6aac8deab8bfb98e0a',
  'tfe_auto_op.h': 'b0c12024598081e6879dc5580755512e3d5594562e9b754a91e0ff94e7c305e4',
  'tfjs_backend.cc': '37a6a6f29e0be5e6ba17fe2b7c943a730f1069eaa8a536fd42ea22b0c56695f7',
  'tfjs_backend.h': '51a1cb1db170f78edca4edcd1245b600251f88fba9c5fdea340fb13d9e4cc728',
  'tfjs_binding.cc': '352e096779ac9c9cfe0648ea887e8991828375e2b11955b4e220b7ab5b9fb690',
  'utils.h': 'f78f6292b022d9a58fa46701f69a8d6c27da83951ba0c9aa1e60bc9879e71d6a',
}

/** Throws an InstallError when a source in `folder` is missing or another one than was published. */
export function checkUpstream(folder: string): void {
  for (const [name, sha256] of Object.entries(SOURCES)) {
    const file = path.join(folder, name)
    const found = fs.existsSync(file) && createHash('sha256').update(fs.readFileSync(file)).digest('hex')
    if (found !== sha256) throw new InstallError({ kind: 'other sources', file: `binding/${name}` })
  }
}

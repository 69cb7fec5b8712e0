import { engineFolder } from '../../../engine/places'
import { installWebgpu, removeWebgpu, webgpuDownload } from '../../../engine/webgpu/install'
import { indented, labelled, sizeInWords, shortened } from '../data/words'
import { failed, refusal, stoppable } from './installing'

/** Installs the package that brings WebGPU to Node, after saying what that means. Gives the exit code. */
export async function installWebgpuPackage({ yes }: { yes?: boolean }, root: string): Promise<number> {
  const { what, from, fetched, kept, folder } = webgpuDownload
  console.log(`${what}\n${labelled([['from', from], ['download', sizeInWords(fetched)], ['to', `${shortened(folder(root), root)} (up to ${sizeInWords(kept)} there)`], ['licence', 'MIT, BSD-3-Clause']])}`)
  if (!yes) {
    const no = await refusal()
    if (no !== undefined) return no
  }
  const result = await stoppable((signal) => installWebgpu({ root, tell: (sentence) => console.log(`  ${sentence}`), signal }))
  if (result.kind === 'failed') return failed(result.reason, root)
  const use = result.device.startsWith('CPU') ? ' That is slower than wasm, so the course uses it only with ENGINE=webgpu in front of a command.' : ''
  console.log(indented(`webgpu ${result.isNew ? 'is ready' : 'was installed already'}: ${result.device}.${use}`, 0))
  return 0
}

/** Takes the package away. Gives the exit code. */
export async function removeWebgpuPackage(root: string): Promise<number> {
  const result = await removeWebgpu(root)
  if (typeof result === 'object') {
    console.error(indented(result.reason, 0))
    return 1
  }
  console.log(result ? `webgpu is removed: ${shortened(engineFolder('webgpu', root), root)} is gone.` : 'webgpu is not installed here: there is nothing to remove.')
  return 0
}

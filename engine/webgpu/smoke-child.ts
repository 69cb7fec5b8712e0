import { startWebgpuFrom } from '.'

/**
 * Starts the engine with the package webgpu in the folder given, on software if need be, and multiplies two matrices.
 * Prints what came of starting it as JSON, and exits with 1 and a reason if the product is not the right one.
 */
async function main(folder: string): Promise<void> {
  const tf = await import('@tensorflow/tfjs')
  Object.assign(tf.findBackend('cpu'), { firstUse: false })
  const start = await startWebgpuFrom([folder], tf, { forced: true })
  if (start.kind === 'started') {
    // Small products would be done on the processor.
    tf.env().set('WEBGPU_CPU_FORWARD', false)
    const product = tf.tensor2d([[1, 2], [3, 4]]).matMul(tf.tensor2d([[5, 6], [7, 8]])).dataSync()
    if (product.join() !== '19,22,43,50') throw new Error(`the GPU multiplies wrongly: ${product.join(', ')} in the place of 19, 22, 43, 50`)
  }
  console.log(JSON.stringify(start))
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)

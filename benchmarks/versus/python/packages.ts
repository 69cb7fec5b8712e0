/** A framework that runs in Python, and what has to be fetched for it. */
export interface Packages {
  name: 'keras' | 'torch'
  title: string
  /** As pip takes them. */
  requirements: string[]
  /** Where they come from, where that is not the package index that pip is set up for. */
  index?: string
  /** Bytes that come through the network, and that stay on the disk: about, since versions of what they need in turn change. */
  download: number
  kept: number
}

/** What decides which packages fit: the system, and whether NVIDIA's driver has found a GPU. */
export interface Machine {
  platform: NodeJS.Platform
  arch: string
  nvidia: boolean
}

/** TensorFlow 2.21 runs on these. */
export const PYTHONS = ['3.13', '3.12', '3.11', '3.10']

const KERAS = 'keras==3.15.1'
const TENSORFLOW = '2.21.0'
const TORCH = 'torch==2.15.0'

/** PyTorch's own index has builds without CUDA; the Python package index has none of them for Linux. */
export const TORCH_CPU_INDEX = 'https://download.pytorch.org/whl/cpu'

/** Keras 3 and its TensorFlow; nothing where there is no TensorFlow 2.21. */
export function kerasFor({ platform, arch, nvidia }: Machine): Packages | undefined {
  const packages = (tensorflow: string, download: number, kept: number): Packages => ({ name: 'keras', title: 'Keras', requirements: [KERAS, `${tensorflow}==${TENSORFLOW}`], download, kept })
  switch (`${platform}-${arch}`) {
    case 'linux-x64':
      return nvidia ? packages('tensorflow[and-cuda]', 3441e6, 7000e6) : packages('tensorflow-cpu', 335e6, 1600e6)
    case 'linux-arm64':
      return packages('tensorflow', 343e6, 1600e6)
    case 'darwin-arm64':
      return packages('tensorflow', 278e6, 1300e6)
    default:
      return undefined
  }
}

/** PyTorch, in the order in which to try: without CUDA where there is no GPU, as far as its index can be reached. */
export function torchFor({ platform, nvidia }: Machine): [Packages, ...Packages[]] {
  const packages = (download: number, kept: number, index?: string): Packages => ({ name: 'torch', title: 'PyTorch', requirements: [TORCH, 'numpy'], download, kept, ...(index && { index }) })
  if (platform === 'darwin') return [packages(165e6, 600e6)]
  const withCuda = packages(3017e6, 5800e6)
  return nvidia ? [withCuda] : [packages(220e6, 1000e6, TORCH_CPU_INDEX), withCuda]
}

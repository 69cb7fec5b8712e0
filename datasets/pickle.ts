import { NameRegistry, Parser } from 'pickleparser'

/**
 * The list in a pickle that numpy made of an array of objects. A pickle is a program: it may name any function of
 * Python and ask to have it called. The few that numpy needs for an array are played here; nothing else is known.
 *
 * @throws RangeError for a pickle of anything else, and for half a pickle
 */
export function unpickle(bytes: Uint8Array): unknown {
  let result: unknown
  try {
    result = new Parser({ nameResolver: new Numpy() }).parse(bytes)
  } catch (error) {
    throw new RangeError(`this pickle cannot be read: ${(error as Error).message}`, { cause: error })
  }
  return result instanceof ObjectArray ? result.items : result
}

/** What `_reconstruct` makes: an array that is told its items afterwards. */
class ObjectArray {
  items: unknown

  /** Version, shape, type, whether column by column, items. */
  __setstate__(state: unknown[]): void {
    this.items = state[4]
  }
}

/** What `dtype` makes: the course knows already that these are objects. */
class DType {
  __setstate__(): void {}
}

class Numpy extends NameRegistry {
  constructor() {
    super()
    const reconstruct = () => new ObjectArray()
    this.register('numpy.core.multiarray', '_reconstruct', reconstruct)
    this.register('numpy._core.multiarray', '_reconstruct', reconstruct)
    // Handed to `_reconstruct`, never called by itself.
    this.register('numpy', 'ndarray', () => undefined)
    this.register('numpy', 'dtype', () => new DType())
    // Bytes, as Python 3 writes them for Python 2.
    this.register('_codecs', 'encode', (text: unknown) => text)
  }

  override onMissingName(module: string, name: string): never {
    throw new RangeError(`it asks for ${module}.${name}, which is no plain data`)
  }
}

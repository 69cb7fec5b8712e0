import type { LayersModel, Optimizer } from '@tensorflow/tfjs'
import type { TensorFlow } from '../../engine'

/** What TensorFlow.js itself brings, told by identity: its code is known to do the same in each step. */
export interface Builtins {
  /** Layers, activations, regularizers, constraints, optimizers, models. */
  classes: Set<unknown>
  /** Losses and metrics. */
  functions: Set<unknown>
  /** The text of the function that adds the loss of a regularizer; each weight with one has its own such function. */
  regularizerLoss: string
}

/** The names under which TensorFlow.js registers its classes: whatever is registered beside them is somebody's own. */
const CLASSES = `Model Functional Sequential InputLayer
  elu selu relu relu6 linear sigmoid hardSigmoid softplus softsign tanh softmax logSoftmax gelu gelu_new mish swish
  MaxNorm UnitNorm NonNeg MinMaxNorm L1L2
  ReLU LeakyReLU PReLU ELU ThresholdedReLU Softmax
  Conv1D Conv2D Conv3D Conv2DTranspose Conv3DTranspose SeparableConv2D DepthwiseConv2D Cropping2D UpSampling2D ZeroPadding2D
  RNN SimpleRNNCell SimpleRNN GRUCell GRU LSTMCell LSTM StackedRNNCells ConvLSTM2DCell ConvLSTM2D TimeDistributed Bidirectional
  Dropout SpatialDropout1D GaussianNoise GaussianDropout AlphaDropout
  Dense Flatten Activation RepeatVector Reshape Permute Masking Embedding
  Add Multiply Average Maximum Minimum Concatenate Dot BatchNormalization LayerNormalization
  MaxPooling1D AveragePooling1D MaxPooling2D AveragePooling2D MaxPooling3D AveragePooling3D
  GlobalAveragePooling1D GlobalMaxPooling1D GlobalAveragePooling2D GlobalMaxPooling2D
  Rescaling CenterCrop CategoryEncoding Resizing RandomWidth`.split(/\s+/)

const LOSSES = `meanSquaredError meanAbsoluteError meanAbsolutePercentageError meanSquaredLogarithmicError squaredHinge hinge
  categoricalHinge logcosh categoricalCrossentropy sparseCategoricalCrossentropy binaryCrossentropy
  kullbackLeiblerDivergence poisson cosineProximity`.split(/\s+/)

const METRICS = `accuracy crossentropy binaryAccuracy categoricalAccuracy precision categoricalCrossentropy
  sparseCategoricalCrossentropy mse MSE mae MAE mape MAPE cosine`.split(/\s+/)

/** Collects them; to be called before anybody can have changed them. Leaves no tensors behind. */
export function builtinsOf(tf: TensorFlow): Builtins {
  const registered = (tf.serialization.SerializationMap.getMap() as unknown as { classNameMap: Record<string, [unknown]> }).classNameMap
  const optimizers = [tf.SGDOptimizer, tf.MomentumOptimizer, tf.RMSPropOptimizer, tf.AdamOptimizer, tf.AdamaxOptimizer, tf.AdagradOptimizer, tf.AdadeltaOptimizer]
  return {
    classes: new Set([...CLASSES.map((name) => registered[name]?.[0]), tf.LayersModel, tf.Sequential, ...optimizers].filter((one) => one !== undefined)),
    functions: new Set<unknown>([...namedFunctions(tf), ...Object.values(tf.metrics), ...Object.values(tf.losses)]),
    regularizerLoss: regularizerLoss(tf),
  }
}

/** The functions behind the names of losses and metrics, which only compiling a model gives: here one without layers. */
function namedFunctions(tf: TensorFlow): unknown[] {
  const optimizer = { minimize: 0, computeGradients: 0, applyGradients: 0 } as unknown as Optimizer
  // `accuracy` is one function for one output, another for several.
  const outputs = [...LOSSES.map((loss) => ({ loss, width: 3 })), { loss: 'meanSquaredError', width: 1 }]
  const model = {
    outputs,
    outputNames: outputs.map((_, i) => `output ${i}`),
    internalOutputShapes: outputs.map(({ width }) => [null, width]),
    lossFunctions: [] as unknown[],
    metricsTensors: [] as [unknown, number][],
  }
  tf.LayersModel.prototype.compile.call(model as unknown as LayersModel, { optimizer, loss: outputs.map(({ loss }) => loss), metrics: METRICS })
  return [...model.lossFunctions, ...model.metricsTensors.map(([metric]) => metric)]
}

function regularizerLoss(tf: TensorFlow): string {
  // Neither its name nor its initializers count up what others would get.
  const layer = tf.layers.dense({ name: 'regularized', units: 1, kernelInitializer: 'zeros', kernelRegularizer: tf.regularizers.l2() })
  layer.build([null, 1])
  const [loss] = layer.losses
  for (const weight of layer.weights) weight.dispose()
  return String(loss)
}

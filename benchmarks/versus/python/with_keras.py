"""The nets in Keras 3 on TensorFlow, as one writes them: compile() and fit() with nothing but what the book gives them."""

import os
import random
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf
from keras import Sequential, layers as L
from keras.optimizers import RMSprop

from lines import Answer, Ask, read, serve


def compiled(*layers: L.Layer, loss: str, metrics: tuple[str, ...] = ("accuracy",), rate: float = 0.001) -> Sequential:
    net = Sequential(list(layers))
    net.compile(RMSprop(rate), loss, metrics=list(metrics))
    return net


def conv(filters: int) -> L.Layer:
    return L.Conv2D(filters, 3, activation="relu")


def dense(units: int, activation: str | None = "relu") -> L.Layer:
    return L.Dense(units, activation=activation)


NETS = {
    "mnist": lambda: compiled(keras.Input((784,)), dense(512), dense(10, "softmax"), loss="categorical_crossentropy"),
    "imdb": lambda: compiled(keras.Input((10000,)), dense(16), dense(16), dense(1, "sigmoid"), loss="binary_crossentropy"),
    "boston": lambda: compiled(keras.Input((13,)), dense(64), dense(64), dense(1, None), loss="mse", metrics=("mae",)),
    "conv": lambda: compiled(
        keras.Input((28, 28, 1)), conv(32), L.MaxPooling2D(2), conv(64), L.MaxPooling2D(2), conv(64),
        L.Flatten(), dense(64), dense(10, "softmax"), loss="categorical_crossentropy",
    ),
    "pets": lambda: compiled(
        keras.Input((150, 150, 3)), conv(32), L.MaxPooling2D(2), conv(64), L.MaxPooling2D(2), conv(128), L.MaxPooling2D(2),
        conv(128), L.MaxPooling2D(2), L.Flatten(), L.Dropout(0.5), dense(512), dense(1, "sigmoid"),
        loss="binary_crossentropy", rate=1e-4,
    ),
    "embed": lambda: compiled(keras.Input((20,)), L.Embedding(10000, 8), L.Flatten(), dense(1, "sigmoid"), loss="binary_crossentropy"),
    "lstm": lambda: compiled(keras.Input((100,)), L.Embedding(10000, 32), L.LSTM(32), dense(1, "sigmoid"), loss="binary_crossentropy"),
    "gru": lambda: compiled(keras.Input((120, 14)), L.GRU(32), dense(1, None), loss="mae", metrics=()),
    "simple": lambda: compiled(keras.Input((100,)), L.Embedding(10000, 32), L.SimpleRNN(32), dense(1, "sigmoid"), loss="binary_crossentropy"),
    "masked": lambda: compiled(keras.Input((100,)), L.Embedding(10000, 32, mask_zero=True), L.LSTM(32), dense(1, "sigmoid"), loss="binary_crossentropy"),
    "dropouts": lambda: compiled(keras.Input((120, 14)), L.GRU(32, dropout=0.2, recurrent_dropout=0.2), dense(1, None), loss="mae", metrics=()),
    "bidirectional": lambda: compiled(keras.Input((100,)), L.Embedding(10000, 32), L.Bidirectional(L.LSTM(32)), dense(1, "sigmoid"), loss="binary_crossentropy"),
    "stacked": lambda: compiled(keras.Input((120, 14)), L.GRU(32, return_sequences=True), L.GRU(32), dense(1, None), loss="mae", metrics=()),
    "backwards": lambda: compiled(keras.Input((120, 14)), L.GRU(32, go_backwards=True), dense(1, None), loss="mae", metrics=()),
    "stateful": lambda: compiled(keras.Input(batch_shape=(128, 120, 14)), L.LSTM(32, stateful=True), dense(1, None), loss="mae", metrics=()),
    "conv1d": lambda: compiled(
        keras.Input((500,)), L.Embedding(10000, 128), L.Conv1D(32, 7, activation="relu"), L.MaxPooling1D(5),
        L.Conv1D(32, 7, activation="relu"), L.GlobalMaxPooling1D(), dense(1, "sigmoid"), loss="binary_crossentropy", rate=1e-4,
    ),
}


def begin_anew(seed: int) -> None:
    """Keras draws its start weights and masks from Python's generator. With keras.utils.set_random_seed, which sets
    TensorFlow's as well, fit would go through the rows in the same order in every epoch."""
    keras.utils.clear_session()
    random.seed(seed)


prepared: tuple[Sequential, np.ndarray, np.ndarray, int] | None = None


def prepare(ask: Ask) -> Answer:
    global prepared
    prepared = None
    begin_anew(ask["seed"])
    prepared = NETS[ask["net"]](), read(ask["rows"]["x"]), read(ask["rows"]["y"]), ask["batch"]
    return {"kind": "prepared"}


def train(_: Ask) -> Answer:
    net, x, y, batch = prepared
    begin = time.perf_counter()
    history = net.fit(x, y, batch_size=batch, verbose=0)
    return {"kind": "taken", "seconds": time.perf_counter() - begin, "loss": history.history["loss"][-1]}


def evaluate(_: Ask) -> Answer:
    net, x, y, batch = prepared
    begin = time.perf_counter()
    net.evaluate(x, y, batch_size=batch, verbose=0)
    return {"kind": "taken", "seconds": time.perf_counter() - begin}


def predict(_: Ask) -> Answer:
    net, x, _y, batch = prepared
    begin = time.perf_counter()
    net.predict(x, batch_size=batch, verbose=0)
    return {"kind": "taken", "seconds": time.perf_counter() - begin}


def study(ask: Ask) -> Answer:
    begin_anew(ask["seed"])
    (x, y), test = ((read(ask[part]["x"]), read(ask[part]["y"])) for part in ("train", "test"))
    begin = time.perf_counter()
    net = NETS[ask["net"]]()
    watch = {"validation_data": test} if ask["watched"] else {}
    history = net.fit(x, y, batch_size=ask["batch"], epochs=ask["epochs"], verbose=0, **watch)
    seen = {name: values[-1] for name, values in history.history.items()}
    score = next(seen[f"val_{name}"] if ask["watched"] else net.evaluate(*test, verbose=0, return_dict=True)[name] for name in seen if name in ("accuracy", "mae"))
    return {"kind": "studied", "seconds": time.perf_counter() - begin, "score": score}


def load():
    gpus = tf.config.list_physical_devices("GPU")
    device = tf.config.experimental.get_device_details(gpus[0])["device_name"] if gpus else f"CPU, {os.cpu_count()} threads"
    handlers = {"prepare": prepare, "train": train, "evaluate": evaluate, "predict": predict, "study": study}
    return f"Keras {keras.__version__} on TensorFlow {tf.__version__}", device, handlers


serve(load)

"""The nets in PyTorch, with the training loop that its tutorials teach; what Keras reports of a batch is reported here, too."""

import time
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lines import Answer, Ask, read, serve

device = "cuda" if torch.cuda.is_available() else "cpu"


class Recurrent(nn.Module):
    """Only the last state of a recurrent layer goes on."""

    def __init__(self, layer: nn.RNNBase) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x)[0][:, -1]


class ChannelsFirst(nn.Module):
    """From [batch, time, channels], as embeddings give it, to [batch, channels, time], as convolutions take it."""

    def forward(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2)


class GlobalMax(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.amax(2)


def convs(*channels: int) -> list[nn.Module]:
    pairs = zip(channels, channels[1:])
    return [layer for a, b in pairs for layer in (nn.Conv2d(a, b, 3), nn.ReLU(), nn.MaxPool2d(2))]


NETS: dict[str, Callable[[], list[nn.Module]]] = {
    "mnist": lambda: [nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 10)],
    "imdb": lambda: [nn.Linear(10000, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1)],
    "boston": lambda: [nn.Linear(13, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)],
    "conv": lambda: [*convs(1, 32, 64), nn.Conv2d(64, 64, 3), nn.ReLU(), nn.Flatten(), nn.Linear(576, 64), nn.ReLU(), nn.Linear(64, 10)],
    "pets": lambda: [*convs(3, 32, 64, 128, 128), nn.Flatten(), nn.Dropout(0.5), nn.Linear(6272, 512), nn.ReLU(), nn.Linear(512, 1)],
    "embed": lambda: [nn.Embedding(10000, 8), nn.Flatten(), nn.Linear(160, 1)],
    "lstm": lambda: [nn.Embedding(10000, 32), Recurrent(nn.LSTM(32, 32, batch_first=True)), nn.Linear(32, 1)],
    "gru": lambda: [Recurrent(nn.GRU(14, 32, batch_first=True)), nn.Linear(32, 1)],
    "conv1d": lambda: [
        nn.Embedding(10000, 128), ChannelsFirst(), nn.Conv1d(128, 32, 7), nn.ReLU(), nn.MaxPool1d(5), nn.Conv1d(32, 32, 7), nn.ReLU(),
        GlobalMax(), nn.Linear(32, 1),
    ],
}

RATES = {"pets": 1e-4, "conv1d": 1e-4}


def mean_absolute_error(out: Tensor, y: Tensor) -> Tensor:
    return (out - y).abs().mean()


def right(out: Tensor, y: Tensor) -> Tensor:
    """The share of answers that are right, from logits."""
    return ((out > 0) == (y > 0.5) if y.ndim == 2 else out.argmax(1) == y).float().mean()


class Net:
    """A net, its rows on the device, and what is minimized, reported and predicted. Softmax and sigmoid are part of the losses."""

    def __init__(self, name: str, x: Tensor, y: Tensor, batch: int) -> None:
        self.batch = batch
        self.layers = nn.Sequential(*NETS[name]()).to(device)
        # Keras' numbers: 0.9, not 0.99, of the old squares are kept.
        self.optimizer = torch.optim.RMSprop(self.layers.parameters(), lr=RATES.get(name, 1e-3), alpha=0.9, eps=1e-7)
        self.loss, self.metric, self.head = {
            "boston": (F.mse_loss, mean_absolute_error, None),
            "gru": (F.l1_loss, None, None),
            "mnist": (F.cross_entropy, right, lambda out: out.softmax(1)),
            "conv": (F.cross_entropy, right, lambda out: out.softmax(1)),
        }.get(name, (F.binary_cross_entropy_with_logits, right, torch.sigmoid))
        # Pictures have their channels first here, and a class is a number.
        self.x = (x.permute(0, 3, 1, 2).contiguous() if x.ndim == 4 else x).to(device)
        self.y = (y.argmax(1) if y.shape[1] == 10 else y).to(device)

    def batches(self, order: Tensor | None = None):
        for i in range(0, len(self.x), self.batch):
            part = slice(i, i + self.batch) if order is None else order[i : i + self.batch]
            yield self.x[part], self.y[part]

    def reported(self, out: Tensor, y: Tensor) -> float:
        return self.metric(out, y).item() if self.metric else 0.0


net: Net | None = None


def prepare(ask: Ask) -> Answer:
    global net
    net = None
    torch.manual_seed(ask["seed"])
    x, y = (torch.from_numpy(read(ask["rows"][part])) for part in ("x", "y"))
    net = Net(ask["net"], x, y, ask["batch"])
    return {"kind": "prepared"}


def train(_: Ask) -> Answer:
    begin = time.perf_counter()
    net.layers.train()
    loss = metric = 0.0
    for x, y in net.batches(torch.randperm(len(net.x), device=device)):
        net.optimizer.zero_grad()
        out = net.layers(x)
        batch_loss = net.loss(out, y)
        batch_loss.backward()
        net.optimizer.step()
        loss += batch_loss.item() * len(x)
        metric += net.reported(out.detach(), y) * len(x)
    return {"kind": "taken", "seconds": time.perf_counter() - begin, "loss": loss / len(net.x)}


@torch.no_grad()
def evaluate(_: Ask) -> Answer:
    begin = time.perf_counter()
    net.layers.eval()
    loss = metric = 0.0
    for x, y in net.batches():
        out = net.layers(x)
        loss += net.loss(out, y).item() * len(x)
        metric += net.reported(out, y) * len(x)
    return {"kind": "taken", "seconds": time.perf_counter() - begin, "loss": loss / len(net.x)}


@torch.no_grad()
def predict(_: Ask) -> Answer:
    begin = time.perf_counter()
    net.layers.eval()
    outs = torch.cat([net.layers(x) for x, _y in net.batches()])
    (net.head(outs) if net.head else outs).cpu().numpy()
    return {"kind": "taken", "seconds": time.perf_counter() - begin}


def load():
    where = torch.cuda.get_device_name() if device == "cuda" else f"CPU, {torch.get_num_threads()} threads"
    return f"PyTorch {torch.__version__}", where, {"prepare": prepare, "train": train, "evaluate": evaluate, "predict": predict}


serve(load)

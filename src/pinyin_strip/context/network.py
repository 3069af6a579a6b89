"""The network of g2pM: characters in, one hidden vector a character out; in numpy, or on ONNX Runtime where that is installed.

A bidirectional LSTM and a dense layer, as Park & Lee (2020, arXiv:2004.03136) trained them.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Network", "NumpyNetwork", "OnnxNetwork", "network_of"]


class Network(Protocol):
    """Something that reads several sentences at once."""

    def hidden(self, sentences: list[list[int]]) -> list[Matrix]:
        """For each sentence, given as the codes of its characters, one row a character."""
        ...


def network_of(weights: Any) -> Network:  # noqa: ANN401  g2pM has no types
    """Return the network on ONNX Runtime where ``onnx`` and ``onnxruntime`` are installed, else in numpy; their outputs are equal.

    weights: an instance of ``g2pM.G2pM``.
    """
    return OnnxNetwork(weights) if find_spec("onnx") and find_spec("onnxruntime") else NumpyNetwork(weights)


class NumpyNetwork:
    """The forward pass in numpy, a step of all sentences at once."""

    def __init__(self, weights: Any) -> None:  # noqa: ANN401  g2pM has no types
        import numpy as np

        self._np = np
        self._embeddings: Matrix = weights.embeddings
        self._input = np.stack([weights.weight_ih.T, weights.weight_ih_reverse.T])
        self._recurrent = np.stack([weights.weight_hh.T, weights.weight_hh_reverse.T])
        forth, back = weights.bias_ih + weights.bias_hh, weights.bias_ih_reverse + weights.bias_hh_reverse
        self._bias = np.stack([forth, back])[:, None, :]
        self._dense, self._dense_bias = weights.hidden_weight_l0.T, weights.hidden_bias_l0

    def hidden(self, sentences: list[list[int]]) -> list[Matrix]:
        """As ``Network.hidden``."""
        np = self._np
        padded = np.zeros((2, len(sentences), max(map(len, sentences))), dtype=np.int64)
        for row, codes in enumerate(sentences):
            padded[0, row, : len(codes)] = codes
            padded[1, row, : len(codes)] = codes[::-1]
        forth, back = self._run(padded)
        sizes = enumerate(map(len, sentences))
        outputs = (np.concatenate([forth[row, :size], back[row, :size][::-1]], axis=1) for row, size in sizes)
        return [np.maximum(output @ self._dense + self._dense_bias, 0) for output in outputs]

    def _run(self, padded: NDArray[np.int64]) -> Matrix:
        """Both directions of the LSTM at once: (direction, sentence, step) → the same with the hidden vector.

        What stands after the end of a shorter sentence comes later than all of it, so it cannot reach back.
        """
        np = self._np
        directions, count, length = padded.shape
        size = self._recurrent.shape[1]
        hidden = np.zeros((directions, count, size), dtype=np.float32)
        cell = np.zeros_like(hidden)
        out: Matrix = np.empty((directions, count, length, size), dtype=np.float32)
        for step in range(length):
            driven = self._embeddings[padded[:, :, step]] @ self._input + self._bias
            gates = driven + hidden @ self._recurrent
            opened = 1 / (1 + np.exp(-gates))
            proposal = np.tanh(gates[:, :, 2 * size : 3 * size])
            cell = opened[:, :, size : 2 * size] * cell + opened[:, :, :size] * proposal
            hidden = opened[:, :, 3 * size :] * np.tanh(cell)
            out[:, :, step] = hidden
        return out


class OnnxNetwork:
    """The same on ONNX Runtime, one thread; the graph is made from the weights when the object is."""

    def __init__(self, weights: Any) -> None:  # noqa: ANN401  g2pM has no types
        import numpy as np

        self._np = np
        onnxruntime: Any = import_module("onnxruntime")
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1
        settings.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(_graph(weights), settings, providers=["CPUExecutionProvider"])

    def hidden(self, sentences: list[list[int]]) -> list[Matrix]:
        """As ``Network.hidden``."""
        np = self._np
        sizes = np.array(list(map(len, sentences)), dtype=np.int32)
        codes = np.zeros((int(sizes.max()), len(sentences)), dtype=np.int64)
        for row, sentence in enumerate(sentences):
            codes[: len(sentence), row] = sentence
        (found,) = self._session.run(["hidden"], {"codes": codes, "sizes": sizes})
        return [found[row, :size] for row, size in enumerate(sizes)]


def _graph(weights: Any) -> bytes:  # noqa: ANN401  g2pM has no types
    """The network as an ONNX model; operators of version 14.

    PyTorch, whose weights these are, orders the gates of an LSTM input, forget, cell, output; ONNX input, output, forget, cell.
    """
    import numpy as np

    helper: Any = import_module("onnx.helper")
    numpy_helper: Any = import_module("onnx.numpy_helper")
    kinds: Any = import_module("onnx").TensorProto
    size = weights.weight_hh.shape[1]

    def gates(forth: Matrix, back: Matrix) -> Matrix:
        """Both directions, the gates in the order of ONNX."""
        order = np.concatenate([np.arange(gate * size, (gate + 1) * size) for gate in (0, 3, 1, 2)])
        return np.stack([forth[order], back[order]]).astype(np.float32)

    biases = gates(weights.bias_ih, weights.bias_ih_reverse), gates(weights.bias_hh, weights.bias_hh_reverse)
    constants = {
        "embeddings": weights.embeddings.astype(np.float32),
        "input": gates(weights.weight_ih, weights.weight_ih_reverse),
        "recurrent": gates(weights.weight_hh, weights.weight_hh_reverse),
        "bias": np.concatenate(biases, axis=1),
        "dense": weights.hidden_weight_l0.T.astype(np.float32),
        "dense_bias": weights.hidden_bias_l0.astype(np.float32),
        "flat": np.array([0, 0, 2 * size], dtype=np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["embeddings", "codes"], ["embedded"]),
        helper.make_node(
            "LSTM",
            ["embedded", "input", "recurrent", "bias", "sizes"],
            ["steps"],
            direction="bidirectional",
            hidden_size=size,
        ),  # (step, direction, sentence, hidden)
        helper.make_node("Transpose", ["steps"], ["sentences"], perm=[2, 0, 1, 3]),
        helper.make_node("Reshape", ["sentences", "flat"], ["both"]),
        helper.make_node("MatMul", ["both", "dense"], ["product"]),
        helper.make_node("Add", ["product", "dense_bias"], ["sum"]),
        helper.make_node("Relu", ["sum"], ["hidden"]),
    ]
    given = [
        helper.make_tensor_value_info("codes", kinds.INT64, ["step", "sentence"]),
        helper.make_tensor_value_info("sizes", kinds.INT32, ["sentence"]),
    ]
    found = [helper.make_tensor_value_info("hidden", kinds.FLOAT, ["sentence", "step", "hidden"])]
    tensors = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    graph = helper.make_graph(nodes, "g2pM", given, found, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    return bytes(model.SerializeToString())

"""The forward pass of a transformer on this machine's processor: tokens in, arrays out.

`prepared` gives a model in the form that runs fastest here: OpenVINO in the number format that a
short measurement chose, or PyTorch. The choice and the converted model are kept, so that the next
process starts without PyTorch.
"""

from embeddings.network.loaded import Loaded
from embeddings.network.network import Network, Outputs, Tokens
from embeddings.network.prepared import Prepared, prepared

__all__ = ["Loaded", "Network", "Outputs", "Prepared", "Tokens", "prepared"]

"""data-juicer: a mapper and a filter; installed beside it they are found by name, elsewhere by the path of this file.

The file is not called ``data_juicer``: data-juicer names what it loads by path after its file, and would take it for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pinyin_strip.api import parse
from pinyin_strip.bulk import clean_many
from pinyin_strip.integrations.configured import options_from
from pinyin_strip.integrations.limits import Figures, Limits
from pinyin_strip.integrations.optional import load

if TYPE_CHECKING:
    from data_juicer.ops.base_op import OPERATORS, Filter, Mapper
    from data_juicer.utils.constant import Fields
else:
    _base = load("data_juicer.ops.base_op", "data-juicer")
    OPERATORS, Filter, Mapper = _base.OPERATORS, _base.Filter, _base.Mapper
    Fields = load("data_juicer.utils.constant", "data-juicer").Fields

__all__ = ["PinyinStripFilter", "PinyinStripMapper"]

Samples = dict[str, list[Any]]


@OPERATORS.register_module("pinyin_strip_mapper", force=True)  # by path and by entry point it is the same operator
class PinyinStripMapper(Mapper):  # type: ignore[misc]  # a host has no types of ours
    """Takes verified inline readings (国(guó), 北京（Běijīng）) out of Chinese text; other brackets stay.

    Args:
        options: the fields of ``Options`` that differ from their defaults.
        args: data-juicer's own.
        kwargs: data-juicer's own, such as ``text_key``.

    Raises:
        ValueError: if there is no such option, or an option has no such value.

    >>> PinyinStripMapper(options={"toneless": "keep"}).process_batched({"text": ["国(guó)际", None]})
    {'text': ['国际', None]}
    """

    _batched_op = True
    _supports_adaptive_batching = True

    def __init__(self, options: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        options_from(options)
        self.options = options  # as it was configured: a mapping has the same fingerprint in every process

    def process_batched(self, samples: Samples) -> Samples:
        """Clean the texts of a batch; what is none stays."""
        texts: list[Any] = samples[self.text_key]
        fresh = iter(clean_many([text for text in texts if text is not None], options_from(self.options)))
        return {**samples, self.text_key: [text if text is None else next(fresh) for text in texts]}


@OPERATORS.register_module("pinyin_strip_filter", force=True)
class PinyinStripFilter(Filter):  # type: ignore[misc]
    """Keeps samples that are neither too full of readings nor too damaged; it belongs before the mapper.

    The figures stay in the sample's stats: ``gloss_density``, ``gloss_injected``, ``gloss_damaged``, ``gloss_left``.

    Args:
        max_density: the most glosses for each hanzi; ``None`` is no limit, here and below.
        max_injected: the same for glosses that look injected.
        max_damaged: the most places where readings broke the bytes.
        max_left: the most such places that are not repaired.
        options: the fields of ``Options`` that differ from their defaults.
        args: data-juicer's own.
        kwargs: data-juicer's own, such as ``text_key``.

    Raises:
        ValueError: if there is no such option, or an option has no such value.
    """

    _batched_op = True

    def __init__(
        self,
        max_density: float | None = None,
        max_injected: float | None = None,
        max_damaged: int | None = None,
        max_left: int | None = None,
        options: Mapping[str, Any] | None = None,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        options_from(options)
        self.options = options
        self.limits = Limits(max_density, max_injected, max_damaged, max_left)

    def compute_stats_batched(self, samples: Samples) -> Samples:
        """Measure what was not measured before."""
        options = options_from(self.options).for_cleaning()
        for text, stats in zip(samples[self.text_key], samples[Fields.stats], strict=True):
            if "gloss_density" not in stats:
                stats |= {
                    f"gloss_{name}": value for name, value in asdict(Figures.of(parse(text or "", options))).items()
                }
        return samples

    def process_batched(self, samples: Samples) -> list[bool]:
        """Tell which samples stay."""
        names = list(asdict(Figures()))
        return [
            self.limits.exceeded(Figures(**{name: stats[f"gloss_{name}"] for name in names})) is None
            for stats in samples[Fields.stats]
        ]

"""Through every host the same texts come out: those of ``clean``, one at a time."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from pinyin_strip import Options, clean
from tests.integrations.engines import ENGINES
from tests.integrations.hosts import HOSTS
from tests.profiles import three_times_as_many
from tests.test_bulk import valid

GOLD = Path(__file__).parent.parent.parent / "benchmarks" / "data" / "gold.jsonl"
OWN = (
    "", None, " ", "没有读音", "国(guó)际博览会（huì）", "锂(Li)电池", "北京（Běijīng）的冬(dōng)天", "國(ㄍㄨㄛˊ)家，長[chang2]江",
    "窈yǎo窕tiǎo淑女", "努(nù)力，高兴(xīn)", "据了(le)解", "灵气(qi)", None, "能夠?qū)ψ鳂I(yè)，發(fā)展很快", "头发(tóufa)与發(fā)展",
    "国(guó)际\r\n第二行(háng)\r\n", "{国|guó}《国》｜中国《zhōngguó》", "𠮷(jí)祥，😀国(guó)", "国\u0301(guó)\x00际", "guó(国)",
    "國(guó)際會(huì)議" * 200,
)  # fmt: skip
CHOICES = {
    "default": None,
    "only matches": Options(strip={"match"}),
    "toneless too": Options(toneless="strip", conventions={"parenthesis", "square"}),
    "repaired and simplified": Options(repair="proved", script="simplified"),
    "likely repairs, traditional": Options(repair="likely", script="traditional", toneless="keep"),
    "nothing goes": Options(strip=()),
}


@cache
def mixtures(count=three_times_as_many.max_examples):
    """Adversarial mixtures of hanzi, readings, brackets and junk: the same ones in every run."""
    gathered = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(valid)
    def gather(text):
        gathered.append(text)

    gather()
    return tuple(gathered)


@cache
def texts():
    gold = (json.loads(line)["text"] for line in GOLD.read_text("utf-8").splitlines())
    return (*OWN, *gold, *mixtures())


@cache
def expected(choice):
    return [None if text is None else clean(text, CHOICES[choice]) for text in texts()]


def test_the_texts_are_worth_comparing():
    """Some lose glosses, some do not, and every choice of options gives something else."""
    assert len(texts()) > 600
    assert 200 < sum(old != new for old, new in zip(texts(), expected("default"), strict=True)) < len(texts()) - 200
    assert len({tuple(expected(choice)) for choice in CHOICES}) == len(CHOICES)
    assert expected("nothing goes") == [*texts()]


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("host", HOSTS | ENGINES)
def test_every_host_gives_what_clean_gives(host, choice):
    """The host is one more way to call the same function, nulls aside, which stay nulls."""
    assert (HOSTS | ENGINES)[host]([*texts()], CHOICES[choice]) == expected(choice)

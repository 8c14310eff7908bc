"""Text recognition on pictures of lines, offline, with the models that come in the wheel of rapidocr."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
import rapidocr
from rapidocr.inference_engine.onnxruntime import ONNXRuntimeError
from rapidocr.main import RapidOCRError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

# A worker has one gigabyte above idle and a processor to itself: one thread, a small picture to find lines in,
# and batches that are no wider than one long line keep it below 900 MB reserved and 400 MB used.
THREADS = 1
DETECTION_SIDE = 832
BATCH_WIDTH = 800  # pixels at the model's height of 48
HEIGHT = 48
LONGEST_LINE = 40  # times its height; lines of prose on A4 have 35 characters and less
NO_MEMORY = "text recognition needs more memory than is allowed"
MODELS = Path(rapidocr.__file__).parent / "models"


class Line(NamedTuple):
    """A line of text on a picture: where it stands, in pixels, and its own picture."""

    left: float
    top: float
    right: float
    bottom: float
    picture: Picture


class Recognised(NamedTuple):
    """What a picture says, and how sure the model is of it, from 0 to 1."""

    text: str
    score: float


def text_lines(picture: Picture) -> list[Line]:
    """Give the lines of running text on a picture in shades of grey, in no order that can be relied on."""
    try:
        crops, found = _engine().detect_and_crop(_coloured(picture), {})
    except RapidOCRError:  # the way to say that there is none
        return []
    except ONNXRuntimeError as error:
        raise MemoryError(NO_MEMORY) from error
    boxes = np.asarray(found.boxes)
    return [_line(box, crop) for box, crop in zip(boxes, crops, strict=True)]


def _line(corners: NDArray[np.float32], picture: Picture) -> Line:
    left, top = corners.min(axis=0).tolist()
    right, bottom = corners.max(axis=0).tolist()
    return Line(left, top, right, bottom, picture)


def recognise(pictures: Sequence[Picture]) -> list[Recognised]:
    """Give the text of each picture of a single line, in the order of the pictures."""
    results = [Recognised("", 0.0)] * len(pictures)
    order = sorted(range(len(pictures)), key=lambda number: _width(pictures[number]))
    while order:
        # The widest of a batch comes last and sets the width of all.
        size = 1
        while size < len(order) and (size + 1) * _width(pictures[order[size]]) <= BATCH_WIDTH:
            size += 1
        batch, order = order[:size], order[size:]
        found = _recognised([_coloured(_squeezed(pictures[number])) for number in batch])
        for number, text, score in zip(batch, found.txts or (), found.scores, strict=True):
            results[number] = Recognised(text, float(score))
    return results


def _recognised(batch: list[Picture]) -> rapidocr.ch_ppocr_rec.TextRecOutput:
    try:
        return _engine().recognize_txt(batch)
    except ONNXRuntimeError as error:  # the model is known and takes every picture: what fails is memory
        raise MemoryError(NO_MEMORY) from error


def _width(picture: Picture) -> float:
    height, width = picture.shape[:2]
    return float(HEIGHT * min(max(1.0, width / height), LONGEST_LINE))


def _squeezed(picture: Picture) -> Picture:
    """Give a line that is no longer than memory allows; what is longer is a page held the wrong way or an ornament."""
    height, width = picture.shape[:2]
    if width <= LONGEST_LINE * height:
        return picture
    return np.asarray(cv2.resize(picture, (LONGEST_LINE * height, height)), np.uint8)


def _coloured(picture: Picture) -> Picture:
    is_grey = picture.ndim == 2  # noqa: PLR2004 - rows and columns, no colours
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) if is_grey else picture, np.uint8)


@cache
def _engine() -> rapidocr.RapidOCR:
    cv2.setNumThreads(THREADS)
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            # Named files are taken as they are; a model that is only described is compared and may be downloaded.
            "Det.model_path": str(MODELS / "PP-OCRv6_det_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Rec.model_path": str(MODELS / "PP-OCRv6_rec_small.onnx"),
            "Rec.rec_img_shape": [3, HEIGHT, HEIGHT],
            "Rec.rec_batch_num": BATCH_WIDTH,
        }
    )

"""The values that a header may have, as pydantic checks them; imported only when a header is read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LineOfText = Annotated[str, StringConstraints(max_length=4096)]
_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class VoiceModel(BaseModel):
    """The pace of the narrator; times and rate are kept as written and understood afterwards."""

    model_config = _STRICT

    gap: LineOfText = "0.8s"
    paragraph: LineOfText = "1.8s"
    rate: LineOfText = "90%"
    name: LineOfText = ""


class VariableModel(BaseModel):
    """The long form of a variable."""

    model_config = _STRICT

    type: Literal["text", "number", "choice", "duration"] | None = None
    ask: LineOfText = ""
    default: LineOfText | None = None
    options: list[LineOfText] = Field(default_factory=list)
    min: float | None = None
    max: float | None = None


class HeaderModel(BaseModel):
    """All entries of a header."""

    model_config = _STRICT

    format: Annotated[int, Field(ge=1)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,64}$")] | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] = "en"
    author: LineOfText = ""
    licence: LineOfText = ""
    summary: LineOfText = ""
    safety: LineOfText = ""
    version: LineOfText = ""
    voice: VoiceModel = Field(default_factory=VoiceModel)
    variables: dict[str, VariableModel] = Field(default_factory=dict)
    pronounce: dict[str, LineOfText] = Field(default_factory=dict)
    tags: list[LineOfText] = Field(default_factory=list)

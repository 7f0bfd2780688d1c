"""The player: one run of one session, from its first frame to its end, on the output's own clock."""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue

from reorigin_desktop.errors import OutputError
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.journal.journal import Journal
from reorigin_desktop.journal.moments import Moment
from reorigin_desktop.journal.records import Outcome
from reorigin_desktop.player.course import Course
from reorigin_desktop.player.layout import Spot
from reorigin_desktop.player.loading import Prepared
from reorigin_desktop.player.look import Gains, Look, Notice, State
from reorigin_desktop.player.moments import Moments, Place
from reorigin_desktop.player.running import Leaving, Running
from reorigin_desktop.player.seeing import see
from reorigin_desktop.player.summary import RunSummary, summarise
from reorigin_desktop.script.model import Stop
from reorigin_desktop.sound.levels import BusGains, volume_gain
from reorigin_desktop.sound.live import Live
from reorigin_desktop.sound.outlet import Output
from reorigin_desktop.sound.programme import Programme

STEP_S = 0.02
IDLE_STEP_S = 0.25
"""While nothing plays there is nothing to notice but commands, and those wake the thread."""
PAUSE_FADE_FRAMES = round(0.06 * RATE_HZ)
START_FADE_FRAMES = round(0.25 * RATE_HZ)
SEEK_FADE_FRAMES = round(0.05 * RATE_HZ)
STOP_FADE_FRAMES = round(0.12 * RATE_HZ)
GAIN_RAMP_FRAMES = round(0.15 * RATE_HZ)


class Player:
    """Moves one session through time; every method may be called from any thread and returns at once.

    Commands are carried out on the player's own thread, in order; `look()` reads what is true now and waits for
    nobody. With `threaded=False` nothing happens until `step()` is called, which is how tests turn time by hand.
    """

    def __init__(
        self,
        prepared: Prepared,
        live: Live,
        journal: Journal | None,
        *,
        now: Callable[[], Moment],
        gains: Gains | None = None,
        preview: bool = False,
        silent: bool = False,
        reopen: Callable[[], Output] | None = None,
        threaded: bool = True,
    ) -> None:
        self.prepared = prepared
        self._live = live
        self._journal = None if preview else journal
        self._now = now
        self._silent = silent
        self._reopen = reopen
        self._preview = preview
        self._timeline = prepared.timeline
        self._moments = Moments(prepared.timeline)
        self._stops = {stop.segment: stop for stop in prepared.timeline.stops}
        self._ends = sorted(span.end_frame for span in prepared.timeline.repetitions)
        self._gains = gains or Gains()
        self._course = Course.of(prepared.mix, prepared.layout, _bus_gains(self._gains))
        self._parked = 0
        self._jumps = 0
        self._state = State.STOPPED
        self._picture_delay_frames = 0.0
        self._leaving: dict[int, Leaving] = {}
        self._running: Running | None = None
        self._summary: RunSummary | None = None
        self._notice: Notice | None = prepared.notice
        self._journal_refused = False
        self._stumbled = False
        self._commands: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._wake = threading.Event()
        self._closed = threading.Event()
        self._seek_if(self._place_of(prepared.start_frame))
        self._thread = threading.Thread(target=self._run, name="player", daemon=True) if threaded else None
        if self._thread:
            self._thread.start()

    # ------------------------------------------------------------------------------------------ commands

    def play(self) -> None:
        """Begin, or go on after a pause."""
        self._do(self._play)

    def pause(self) -> None:
        """Fall silent at once and keep the place."""
        self._do(self._pause)

    def toggle(self) -> None:
        """Pause if something plays, else play; at a `@wait`, go on."""
        waiting = self._waiting_stop()
        self._do(lambda: self._toggle(waiting))

    def go_on(self) -> None:
        """Leave the `@wait` that is waiting; a question is left by `answer` only."""
        self._leave_seen("wait", Leaving(None))

    def answer(self, value: str | None) -> None:
        """Answer the question that is waiting; None skips it."""
        self._leave_seen("ask", Leaving(value, skipped=value is None))

    def time_out(self) -> None:
        """Leave whatever waits because its time is over, where nobody can answer."""
        self._leave_seen(None, Leaving(None, timed_out=True))

    def next_section(self) -> None:
        """Go to the beginning of the next section, if there is one."""
        self._do(lambda: self._seek_if(self._moments.next_section(self._place_now())))

    def previous_section(self) -> None:
        """Go to the beginning of this section, or in its first seconds to the one before."""
        self._do(lambda: self._seek_if(self._moments.previous_section(self._spot().position)))

    def seek(self, seconds: float) -> None:
        """Go to a place, counted from the beginning, stops left out."""
        self._do(lambda: self._seek_if(self._place_of(round(seconds * RATE_HZ))))

    def skip(self, seconds: float) -> None:
        """Go forward (or back, if negative) from where it is now."""
        frames = round(seconds * RATE_HZ)
        self._do(lambda: self._seek(lambda course, at: self._place_of(course.layout.spot(at).position + frames)))

    def restart(self) -> None:
        """Go to the very beginning."""
        self._do(lambda: self._seek_if((0, 0)))

    def land(self) -> None:
        """End softly: the bed fades, a closing line is spoken, and what was completed stays completed."""
        self._do(self._land)

    def stop(self) -> None:
        """End at once, with a fade too short to notice."""
        self._do(lambda: self._finish("stopped"))

    def set_gains(self, gains: Gains) -> None:
        """Other levels, reached smoothly."""
        self._do(lambda: self._set_gains(gains))

    def set_picture_delay(self, seconds: float) -> None:
        """Look this much later than the output says, for headphones that are later than they say."""
        self._picture_delay_frames = seconds * RATE_HZ

    def dismiss_notice(self) -> None:
        """The notice has been read."""
        self._notice = None

    def close(self, outcome: Outcome = "stopped") -> None:
        """End the run if it still goes on, and stop the thread; an `interrupted` run is offered again later."""
        self._do(lambda: self._finish(outcome))
        if self._thread is None:
            self.step()
        else:
            self._do(self._closed.set)
            self._thread.join(timeout=5.0)

    # ------------------------------------------------------------------------------------------- reading

    def look(self) -> Look:
        """What is true now; cheap enough for every painted frame."""
        state, spot = self._state, self._spot(self._picture_delay_frames)
        stop = self._stops[spot.stop] if spot.stop is not None else None
        if stop is not None and stop.segment in self._leaving:
            stop = None
        if state is State.PLAYING and stop is not None:
            state = State.HOLDING
        return see(
            state=state,
            spot=spot,
            stop=stop,
            moments=self._moments,
            heard=self._running.heard if self._running else None,
            gains=self._gains,
            silent=self._silent,
            notice=self._notice,
            closing=self.prepared.closing_text if state is State.LANDING else "",
        )

    def summary(self) -> RunSummary | None:
        """What the run came to, once it is over."""
        return self._summary

    # ------------------------------------------------------------------------------- the player's own thread

    def step(self) -> None:
        """Carry out commands, take note of what was heard, and notice the end; called about fifty times a second."""
        self._account()
        while True:
            try:
                command = self._commands.get_nowait()
            except Empty:
                break
            command()
        self._watch_output()
        self._watch_end()
        self._watch_journal()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                moving = self._state in {State.PLAYING, State.LANDING}
                self._wake.wait(min(STEP_S, self._to_next_end_s()) if moving else IDLE_STEP_S)
                self._wake.clear()
                self.step()
            except Exception as error:  # noqa: BLE001 - a bug is told once, and Esc and the end of the run still work
                self._stumble(error)

    def _stumble(self, error: Exception) -> None:
        if not self._stumbled:
            self._stumbled = True
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))
        time.sleep(STEP_S)

    def _to_next_end_s(self) -> float:
        """How long until the pass that is under way has been heard to its end: it is written down at once then."""
        position = self._spot().position
        at = bisect_right(self._ends, position)
        left = (self._ends[at] - position) / RATE_HZ if at < len(self._ends) else STEP_S
        return max(0.0005, left)

    def _do(self, command: Callable[[], None]) -> None:
        self._commands.put(command)
        self._wake.set()

    def _spot(self, delay_frames: float = 0.0) -> Spot:
        """Where it is, by what is audible now; while silent, where it will go on."""
        course, elapsed = self._here(delay_frames)
        return course.layout.spot(elapsed)

    def _here(self, delay_frames: float = 0.0) -> tuple[Course, int]:
        audible = self._live.audible()
        course = self._own(audible.programme)
        if self._state in {State.PLAYING, State.LANDING} and audible.running and course is not None:
            return course, int(audible.frame - delay_frames)
        return self._course, self._parked

    def _own(self, programme: Programme | None) -> Course | None:
        """The programme as a course of this session; None for what another player before this one left sounding."""
        return programme if isinstance(programme, Course) and programme.written is self.prepared.mix else None

    def _place_now(self) -> Place:
        spot = self._spot()
        return spot.segment, spot.position - self._timeline.segment_starts[spot.segment]

    def _place_of(self, position: int) -> Place:
        """The place of a position, kept inside the session; a pass that begins with a stop begins before it."""
        inside = min(max(0, position), max(0, self._timeline.total_frames - 1))
        return self._moments.beginning_of_pass(inside) or self._course.waiting.find(inside)

    def _waiting_stop(self) -> Stop | None:
        """The stop that a person sees waiting."""
        spot = self._spot(self._picture_delay_frames)
        return self._stops[spot.stop] if spot.stop is not None else None

    def _change(
        self,
        change: Callable[[Course, int], tuple[Course, int]],
        *,
        fade_out_frames: int = SEEK_FADE_FRAMES,
        fade_in_frames: int = SEEK_FADE_FRAMES,
    ) -> None:
        """Go on with another course, from the first frame that can still be changed; while silent, only be ready to.

        The change is made from the course as the commands before this one left it, and may be made again if the output
        was quicker than the mixer. A pause may not have been carried out yet, so what follows it waits its turn too.
        """
        if self._state is State.STOPPED:
            self._course, self._parked = change(self._course, self._parked)
            return
        paused = self._state is State.PAUSED
        base: list[tuple[Course, int]] = []

        def make(at: int) -> tuple[Course, int] | None:
            if not base:
                base.append((self._course, self._parked))
            course, parked = base[0]
            self._course, self._parked = change(course, parked if paused else at)
            return None if paused else (self._course, self._parked)

        self._live.command(make, fade_out_frames=fade_out_frames, fade_in_frames=fade_in_frames)

    def _silence(self, fade_frames: int) -> None:
        audible = self._live.audible()
        if self._own(audible.programme):
            self._parked = int(audible.frame)

        def make(at: int) -> None:
            self._parked = at

        self._live.command(make, fade_out_frames=fade_frames, fade_in_frames=fade_frames)

    def _play(self) -> None:
        if self._state not in {State.STOPPED, State.PAUSED}:
            return
        if self._live.lost.is_set() and not self._open_again():
            return
        if self._running is None:
            self._running = Running(
                self._timeline,
                self.prepared.run_start(silent=self._silent),
                self._journal,
                self._now,
                self.prepared.already,
            )
        self._state = State.PLAYING
        self._live.command(
            lambda _at: (self._course, self._parked),
            fade_out_frames=PAUSE_FADE_FRAMES,
            fade_in_frames=START_FADE_FRAMES,
        )

    def _pause(self) -> None:
        if self._state is State.PLAYING:
            self._silence(PAUSE_FADE_FRAMES)
            self._state = State.PAUSED

    def _toggle(self, waiting: Stop | None) -> None:
        if self._state is State.PLAYING and waiting is not None and waiting.kind == "wait":
            self._leave(waiting, Leaving(None))
        elif self._state is State.PLAYING:
            self._pause()
        else:
            self._play()

    def _leave_seen(self, kind: str | None, how: Leaving) -> None:
        """Leave the stop that the person sees now, and no other that may wait by the time this is carried out."""
        stop = self._waiting_stop()
        if stop is not None and kind in {None, stop.kind}:
            self._do(lambda: self._leave(stop, how))

    def _leave(self, stop: Stop, how: Leaving) -> None:
        course, elapsed = self._here()
        spot, segment = course.layout.spot(elapsed), stop.segment
        if self._state is not State.PLAYING or spot.stop != segment or segment in self._leaving:
            return
        if course.jump != self._jumps:
            return  # a jump away from this stop is under way
        self._leaving[segment] = replace(how, seconds=spot.into_stop / RATE_HZ)
        self._change(lambda course, at: (course.leaving_stop(segment, at), at), fade_out_frames=480, fade_in_frames=480)

    def _seek_if(self, place: Place | None) -> None:
        if place is not None:
            self._seek(lambda _course, _at: place)

    def _seek(self, to: Callable[[Course, int], Place]) -> None:
        """Go to the place that `to` names, given where the commands before this one have led."""
        if self._state not in {State.STOPPED, State.PLAYING, State.PAUSED}:
            return
        self._jumps += 1
        jump = self._jumps

        def change(course: Course, at: int) -> tuple[Course, int]:
            segment, frame = to(course, at)
            entered = course.entered_at(segment, jump)
            return entered, entered.layout.elapsed_of(segment, frame)

        self._keep_answers()
        self._change(change)

    def _land(self) -> None:
        if self._state in {State.STOPPED, State.LANDING}:
            self._finish("landed")
            return
        if self._state is State.FINISHED:
            return
        paused = self._state is State.PAUSED
        base: list[Course] = []

        def make(at: int) -> tuple[Course, int]:
            if not base:
                base.append(self._course)
            here = self._parked if paused else at
            self._course, self._parked = base[0].landing(here, self.prepared.closing), here
            return self._course, here

        self._state = State.LANDING
        fade_in = START_FADE_FRAMES if paused else SEEK_FADE_FRAMES
        self._live.command(make, fade_out_frames=SEEK_FADE_FRAMES, fade_in_frames=fade_in)

    def _set_gains(self, gains: Gains) -> None:
        self._gains = gains
        bus = _bus_gains(gains)
        if self._state in {State.PLAYING, State.STOPPED, State.PAUSED}:
            ramp = GAIN_RAMP_FRAMES if self._state is State.PLAYING else 0
            self._change(
                lambda course, at: (course.with_gains(bus, at, ramp), at), fade_out_frames=480, fade_in_frames=480
            )

    def _account(self) -> None:
        """Take note of everything that has left the loudspeaker since the last time."""
        for heard in self._live.take_heard():
            course = self._own(heard.programme)
            if self._running is None or course is None or not course.counts:
                continue
            for piece in course.layout.pieces(heard.start_frame, heard.end_frame):
                if piece.left_stop is None:
                    self._running.play(piece.start_position, piece.end_position)
                elif piece.left_stop in self._stops:
                    how = self._leaving.pop(piece.left_stop, None)
                    if how is None and course.was_left(piece.left_stop):
                        continue  # written down already, by `_keep_answers`
                    seconds = course.layout.stops[piece.left_stop] / RATE_HZ
                    self._running.leave(self._stops[piece.left_stop], seconds, how or Leaving(None, timed_out=True))

    def _watch_output(self) -> None:
        """The output has vanished: pause at once, and ask."""
        if not self._live.lost.is_set() or self._state not in {State.PLAYING, State.LANDING}:
            return
        landing = self._state is State.LANDING
        self._silence(0)
        self._state = State.PAUSED
        self._notice = Notice(
            "The sound device has gone away, so the session is paused.",
            "Connect it again and press play, or choose another device in Settings.",
        )
        if landing:
            self._finish("landed")

    def _open_again(self) -> bool:
        if self._reopen is None:
            return False
        try:
            self._live.switch(self._reopen())
        except OutputError as error:
            self._notice = Notice(error.what, error.fix)
            return False
        self._notice = None
        return True

    def _watch_end(self) -> None:
        heard = self._live.heard_to()
        course = self._own(heard.programme)
        if not heard.running or course is None or heard.frame < course.frames:
            return
        if self._state is State.LANDING:
            self._finish("landed")
        elif self._state is State.PLAYING and course is self._course:
            self._finish("completed")

    def _finish(self, outcome: Outcome) -> None:
        if self._state is State.FINISHED:
            return
        if self._state is State.LANDING:
            outcome = "landed"
        elif outcome != "completed" and self._state is State.PLAYING and self._is_at_end():
            outcome = "completed"
        if self._state in {State.PLAYING, State.LANDING}:
            self._silence(STOP_FADE_FRAMES)
        self._account()
        self._state = State.FINISHED
        if self._running is not None:
            self._keep_answers()
            self._running.end(outcome)
            recorded = self._journal is not None and self._running.refused is None
            self._summary = summarise(self._timeline.title, self._running, outcome, recorded=recorded)

    def _is_at_end(self) -> bool:
        """Everything was played and answered; only the last sounds still ring."""
        spot = self._spot()
        return spot.stop is None and spot.position >= self._timeline.total_frames

    def _keep_answers(self) -> None:
        """Write down what was answered although the end of its stop will perhaps not be heard any more."""
        leaving, self._leaving = self._leaving, {}
        for segment, how in leaving.items():
            if self._running is not None:
                self._running.leave(self._stops[segment], how.seconds, how)

    def _watch_journal(self) -> None:
        """Say it once when the disk refuses; nothing is left to be said when it has all been written after all."""
        refused = self._running.refused if self._running else None
        if refused is not None and not self._journal_refused:
            self._notice = Notice(refused.what, f"{refused.fix} Until then it is kept in memory, and tried again.")
        self._journal_refused = refused is not None


def _bus_gains(gains: Gains) -> BusGains:
    """The person's levels as factors."""
    return BusGains(volume_gain(gains.voice), volume_gain(gains.bed), volume_gain(gains.tones))

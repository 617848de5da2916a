#!/usr/bin/env python3
"""Makes the bundled sample job: audio.m4a (espeak-ng voices, encoded by ffmpeg) and response.json in Pictory's shape.

Needs espeak-ng (its library) and ffmpeg; run by hand when the dialogue changes: python3 resources/sample/make.py
Word times are espeak-ng's own word events, so text and sound agree. `spoken|heard` writes a word as a recogniser
would have got it wrong: material to correct. A number alone is a pause in seconds.
"""
import ctypes, ctypes.util, json, subprocess, tempfile, uuid, wave
from pathlib import Path

HERE = Path(__file__).parent
RATE = 22050
ANN, BEN = ("en-gb", 162, 58, 1), ("en-us", 154, 38, 2)  # voice, words a minute, pitch, Pictory's speakerId

DIALOGUE = [
    (ANN, ["Welcome back to the caption desk.", 0.7, "Today we talk about silence,", 0.5, "and why it matters more than people think."]),
    (BEN, [0.6, "Thank you.", 0.8, "I have been cutting interviews for twelve years,", 0.4, "and the pause is where the meaning sits."]),
    (ANN, [0.9, "So what does a good subtitle do with a pause?"]),
    (BEN, [1.4, "It waits.", 0.9, "It leaves the screen when the speaker stops,", 0.3, "and it comes back with the first word,", 0.3, "never before it."]),
    (ANN, [0.5, "There is a word for that, isn't there?"]),
    (BEN, [2.1, "There is.", 0.6, "In a line of verse,", 0.3, "the breath in the middle is called a suh-zhoora.|seizure_a."]),
    (ANN, [0.4, "A suh-zhoora.|Caesura.", 1.1, "And you found one", 0.25, "in every recording that you ever made."]),
    (BEN, [0.5, "Every single one.", 1.7, "Even a two hour hearing has them,", 0.4, "although the machine did not always write them|right_them down."]),
    (ANN, [0.8, "What goes wrong most often?"]),
    (BEN, [0.7, "Names.", 0.6, "Names,", 0.3, "numbers,", 0.3, "and lines that break in the wrong place.", 1.0, "You fix a name,", 0.3, "and suddenly every word after it", 0.3, "is half a second late."]),
    (ANN, [0.4, "But it should not be."]),
    (BEN, [0.3, "No.", 0.8, "A word that you did not touch should keep its time.", 0.6, "For ever."]),
    (ANN, [1.2, "That is a good place to pause."]),
    (BEN, [3.2, "And a good place to end."]),
]


class Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("uid", ctypes.c_uint), ("text_position", ctypes.c_int), ("length", ctypes.c_int),
                ("audio_position", ctypes.c_int), ("sample", ctypes.c_int), ("user_data", ctypes.c_void_p), ("name", ctypes.c_char * 8)]


lib = ctypes.CDLL(ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1")
assert lib.espeak_Initialize(2, 500, None, 0) == RATE
pcm, marks = bytearray(), []
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


@CALLBACK
def collect(samples, count, events):
    if samples and count > 0:
        pcm.extend(ctypes.string_at(samples, count * 2))
    index = 0
    while events[index].type != 0:
        if events[index].type == 1:
            marks.append((events[index].text_position, events[index].audio_position))
        index += 1
    return 0


lib.espeak_SetSynthCallback(collect)


def speak(voice, text):
    """-> (pcm without the silence at its end, start of each word in ms)"""
    name, speed, pitch, _ = voice
    pcm.clear(), marks.clear()
    lib.espeak_SetVoiceByName(name.encode())
    lib.espeak_SetParameter(1, speed, 0), lib.espeak_SetParameter(3, pitch, 0)
    data = text.encode() + b"\0"
    lib.espeak_Synth(data, len(data), 0, 1, 0, 1, None, None)
    lib.espeak_Synchronize()
    tokens = text.split()
    if len(marks) == len(tokens):
        times = [at for _, at in marks]
    else:  # a word without its own event starts half-way between its neighbours
        starts = {}
        for position, at in marks:
            starts.setdefault(text[: position - 1].count(" "), at)
        full = len(pcm) * 500 // RATE
        times = []
        for index in range(len(tokens)):
            following = min((at for place, at in starts.items() if place > index), default=full)
            times.append(starts.get(index, ((times[-1] if times else 0) + following) // 2))
    end = len(pcm)
    while end > 2 and abs(int.from_bytes(pcm[end - 2 : end], "little", signed=True)) < 160:
        end -= 2
    return bytes(pcm[:end]), times


def uid(*parts):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "caesura-sample/" + "/".join(map(str, parts))))


def entry(seg, index, word, start, end, speaker, sentence, pause=None):
    item = {"uid": uid(seg, index), "word": word, "start_time": round(start, 3), "end_time": round(end, 3), "speakerId": speaker, "sentence_index": sentence}
    return {**item, "is_pause": True, "pause_size": pause, "state": "active"} if pause else {**item, "is_pause": False, "pause_size": "", "state": "active"}


audio, segments, sentence = bytearray(), [], 0
for number, (voice, parts) in enumerate(DIALOGUE):
    speaker, entries = voice[3], []
    for part in parts:
        now = len(audio) / 2 / RATE
        if isinstance(part, float):
            audio.extend(bytes(2 * int(part * RATE)))
            size = "small" if part < 0.6 else "medium" if part < 1.5 else "large"
            entries.append(entry(number, len(entries), "", now, len(audio) / 2 / RATE, speaker, sentence, size))
            continue
        tokens = [token.split("|") for token in part.split()]
        sound, times = speak(voice, " ".join(token[0] for token in tokens))
        end = len(sound) / 2 / RATE
        audio.extend(sound)
        for index, token in enumerate(tokens):
            start_s = times[index] / 1000
            end_s = times[index + 1] / 1000 if index + 1 < len(times) else end
            heard = token[-1].split("_")
            for share, word in enumerate(heard):
                step = (end_s - start_s) / len(heard)
                entries.append(entry(number, len(entries), word, now + start_s + share * step, now + start_s + (share + 1) * step, speaker, sentence))
                if word[-1] in ".?!":
                    sentence += 1
    segments.append({"uid": uid("segment", number), "speakerId": speaker, "words": entries})
audio.extend(bytes(2 * int(0.8 * RATE)))

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "sample.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1), out.setsampwidth(2), out.setframerate(RATE), out.writeframes(bytes(audio))
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(path), "-c:a", "aac", "-b:a", "28k", "-movflags", "+faststart",
                    "-map_metadata", "-1", "-fflags", "+bitexact", str(HERE / "audio.m4a")], check=True)

text = " ".join(word["word"] for segment in segments for word in segment["words"] if word["word"])
response = {"job_id": uid("job"), "success": True, "data": {"status": "completed", "transcript": segments, "txt": text,
            "mediaInfo": {"duration": round(len(audio) / 2 / RATE, 3)}}}
(HERE / "response.json").write_text(json.dumps(response, ensure_ascii=False, indent=1) + "\n")
print(len(text.split()), "words,", round(len(audio) / 2 / RATE, 1), "s,", (HERE / "audio.m4a").stat().st_size, "bytes")

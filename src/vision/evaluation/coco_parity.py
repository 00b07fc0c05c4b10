"""The figures of `meme-vision score` against pycocotools on random truth and detections.

coco_parity.py MEME_VISION FOLDER: the folder keeps pycocotools (from PyPI) between runs. Ends with
77 when PyPI cannot be reached.
"""

import contextlib
import io
import json
import os
import random
import subprocess
import sys
import venv

SKIPPED = 77
TOLERANCE = 1e-6
NAMES = ["AP", "AP50", "AP75", "APsmall", "APmedium", "APlarge",
         "AR1", "AR10", "AR100", "ARsmall", "ARmedium", "ARlarge"]


def install(folder):
    """The folder's own Python with pycocotools, or None when PyPI is away."""
    python = os.path.join(folder, "bin", "python")
    probe = [python, "-c", "import pycocotools.cocoeval"]
    if os.path.exists(python) and subprocess.run(probe, capture_output=True).returncode == 0:
        return python
    try:
        venv.create(folder, with_pip=True)
    except subprocess.CalledProcessError as error:
        print(f"skipped: no virtual environment: {error}")
        return None
    wanted = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
              "--retries", "1", "numpy<3", "pycocotools==2.0.8"]
    done = subprocess.run(wanted, capture_output=True, text=True)
    if done.returncode != 0:
        print("skipped: pycocotools cannot be had from PyPI:", done.stderr[-300:])
        return None
    return python


def random_box(rng):
    side = rng.choice([12, 30, 60, 150])
    return [rng.uniform(0, 400), rng.uniform(0, 400),
            side * rng.uniform(0.4, 2), side * rng.uniform(0.4, 2)]


def shaken(box, rng):
    amount = rng.choice([0.02, 0.1, 0.3])
    x, y, w, h = box
    return [x + w * rng.gauss(0, amount), y + h * rng.gauss(0, amount),
            w * abs(rng.gauss(1, amount)), h * abs(rng.gauss(1, amount))]


def random_case(seed):
    rng = random.Random(seed)
    images = [{"id": i + 1} for i in range(30)]
    categories = [{"id": c, "name": str(c)} for c in (3, 1, 7, 12)]
    annotations, detections = [], []
    for image in images:
        for _ in range(rng.randrange(0, 140 if image["id"] == 5 else 12)):
            box, category = random_box(rng), rng.choice([1, 3, 7])
            annotations.append({"id": len(annotations) + 1, "image_id": image["id"],
                                "category_id": category, "bbox": box,
                                "area": box[2] * box[3] * rng.uniform(0.5, 1),
                                "iscrowd": int(rng.random() < 0.1)})
            for _ in range(rng.choice([0, 1, 1, 2, 4])):
                kind = category if rng.random() < 0.9 else rng.choice([1, 3, 7, 12])
                # Few different scores, so that ties are tried as well.
                detections.append({"image_id": image["id"], "category_id": kind,
                                   "bbox": shaken(box, rng), "score": round(rng.random(), 2)})
    return {"images": images, "categories": categories, "annotations": annotations}, detections


def theirs(truth, detections):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = truth
        coco.createIndex()
        judge = COCOeval(coco, coco.loadRes(detections), "bbox")
        judge.evaluate()
        judge.accumulate()
        judge.summarize()
    by_class = []
    for k in range(len(judge.params.catIds)):
        values = judge.eval["precision"][:, :, k, 0, 2]
        values = values[values > -1]
        by_class.append(float(values.mean()) if values.size else -1)
    return [float(v) for v in judge.stats] + by_class


def ours(programme, folder, truth, detections):
    paths = [os.path.join(folder, name) for name in ("truth.json", "detections.json")]
    for path, content in zip(paths, (truth, detections)):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file)
    done = subprocess.run([programme, "score", *paths], capture_output=True, check=True)
    scores = json.loads(done.stdout)
    return [scores[name] for name in NAMES] + scores["byClass"]


def compare(programme, folder):
    worst = 0
    for seed in range(20):
        truth, detections = random_case(seed)
        pairs = list(zip(ours(programme, folder, truth, detections), theirs(truth, detections),
                         strict=True))
        worst = max([worst] + [abs(a - b) for a, b in pairs])
        if worst > TOLERANCE:
            print(f"seed {seed}: {pairs}")
            return 1
    print(f"20 random sets, {len(NAMES) + 4} figures each: at most {worst:.1e} apart")
    return 0


def main():
    programme, folder = sys.argv[1:3]
    if len(sys.argv) > 3:
        return compare(programme, folder)
    python = install(folder)
    if python is None:
        return SKIPPED
    return subprocess.run([python, __file__, programme, folder, "compare"]).returncode


if __name__ == "__main__":
    sys.exit(main())

"""Fits BG/NBD by `lifetimes` to the histories on stdin, a JSON list of [x, tx, T] in weeks; prints what it found and took."""

import json
import sys
import time
import warnings

import numpy
from lifetimes import BetaGeoFitter

warnings.filterwarnings("ignore")
histories = numpy.array(json.load(sys.stdin))
runs = []
for _ in range(int(sys.argv[1])):
    wall, processor = time.perf_counter(), time.process_time()
    fitter = BetaGeoFitter().fit(histories[:, 0], histories[:, 1], histories[:, 2])
    runs.append([(time.process_time() - processor) * 1000, (time.perf_counter() - wall) * 1000])
print(json.dumps({"parameters": dict(fitter.params_), "runs": runs}))

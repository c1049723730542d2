"""SQLite FTS5 on pairs of characters, for the bench. In: one JSON object {passages: [[title, text], ...], questions:
[...]}, all as pairs parted by blanks. Out: build seconds and, per question, seconds, row numbers and scores."""
import json
import sqlite3
import sys
import time

given = json.load(sys.stdin)
start = time.perf_counter()
base = sqlite3.connect(":memory:")
base.execute("create virtual table p using fts5(title, body, tokenize = 'unicode61')")
base.executemany("insert into p(rowid, title, body) values (?, ?, ?)", ((i, t, b) for i, (t, b) in enumerate(given["passages"])))
base.execute("insert into p(p) values ('optimize')")
built = time.perf_counter() - start
answers = []
for question in given["questions"]:
    start = time.perf_counter()
    query = " OR ".join(f'"{pair}"' for pair in dict.fromkeys(question.split()))
    rows = (
        base.execute("select rowid, -bm25(p, 1.5, 1.0) as s from p where p match ? order by s desc limit 10", (query,)).fetchall()
        if query
        else []
    )
    answers.append([time.perf_counter() - start, rows])
json.dump({"built": built, "answers": answers}, sys.stdout)

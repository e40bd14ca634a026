#!/usr/bin/env bash
# One expects: kickoff(inputs) puts each value in the place of its placeholder, and a placeholder without a value is an error.
# What happens: values are filled in one after another into the same text, so a value that has another input's name in
# braces is filled in as well. A missing value is an error only when some inputs are given; with none at all the crew
# runs and the model reads the braces.
# Why it matters: a lead called "{api_note}" reads what was meant for another place, and a caller that lost its inputs gets an
# answer that looks as good as any.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check crewai==1.15.30
venv/bin/pip list --disable-pip-version-check 2> /dev/null | grep -i '^crewai '

cat > run.py <<'EOF'
import json, os, threading
from http.server import BaseHTTPRequestHandler, HTTPServer

os.environ.update(CREWAI_DISABLE_TELEMETRY='true', OTEL_SDK_DISABLED='true', CREWAI_TRACING_ENABLED='false')
asked = []

class Model(BaseHTTPRequestHandler):
    """Answers every prompt alike."""

    def log_message(self, *_):
        pass

    def do_POST(self):
        asked.append(json.loads(self.rfile.read(int(self.headers['content-length']))))
        message = {'role': 'assistant', 'content': 'done'}
        answer = {'id': 'c', 'object': 'chat.completion', 'created': 1, 'model': 'any',
                  'choices': [{'index': 0, 'message': message, 'finish_reason': 'stop'}],
                  'usage': {'prompt_tokens': 1, 'completion_tokens': 1, 'total_tokens': 2}}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header('content-type', 'application/json')
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

server = HTTPServer(('127.0.0.1', 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()

from crewai import LLM, Agent, Crew, Task

llm = LLM(model='openai/any', base_url=f'http://127.0.0.1:{server.server_port}/v1', api_key='none')

def prompt(inputs):
    """What the model is asked, or the name of the error."""
    asked.clear()
    agent = Agent(role='Writer', goal='write', backstory='You write.', llm=llm)
    task = Task(description='Write to {name}. Note: {note}.', expected_output='a text', agent=agent)
    try:
        Crew(agents=[agent], tasks=[task]).kickoff(inputs=inputs)
    except Exception as error:
        said = type(error).__name__
    else:
        user = next(each['content'] for each in asked[0]['messages'] if each['role'] == 'user')
        said = user[user.index('Write to'):].splitlines()[0]
    print(inputs, '->', said)
    return said

assert prompt({'name': 'Ann', 'note': 'new'}) == 'Write to Ann. Note: new.'
assert prompt({'name': '{note}', 'note': 'keep this to yourself'}).startswith('Write to keep this to yourself.')
assert prompt({'name': 'Ann'}) == 'ValueError'
assert prompt({}) == 'Write to {name}. Note: {note}.'
EOF
venv/bin/python run.py 2>/dev/null

"""The script that many have: queues a prompt, follows it by the web socket, fetches what it drew by its history."""

import json
import sys
import uuid
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import websocket

host, workflow, picture = sys.argv[1:]
client_id = str(uuid.uuid4())


def fetch(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"http://{host}{path}", data=data)) as answer:
        return answer.read()


socket = websocket.WebSocket()
socket.connect(f"ws://{host}/ws?clientId={client_id}", timeout=60)
with open(workflow, encoding="utf-8") as file:
    prompt = json.load(file)
prompt_id = json.loads(fetch("/prompt", {"prompt": prompt, "client_id": client_id}))["prompt_id"]

nodes, steps, previews = [], [], 0
while True:
    frame = socket.recv()
    if isinstance(frame, bytes):
        previews += 1
        continue
    message = json.loads(frame)
    data = message["data"]
    if message["type"] == "progress":
        steps.append(data["value"])
    if message["type"] == "executing" and data["prompt_id"] == prompt_id:
        if data["node"] is None:
            break
        nodes.append(data["node"])
socket.close()

entry = json.loads(fetch(f"/history/{prompt_id}"))[prompt_id]
(image,) = [image for output in entry["outputs"].values() for image in output["images"]]
with open(picture, "wb") as file:
    file.write(fetch("/view?" + urlencode(image)))
print(
    json.dumps(
        {
            "nodes": sorted(nodes),
            "steps": steps,
            "previews": previews > 0,
            "status": entry["status"]["status_str"],
        }
    )
)

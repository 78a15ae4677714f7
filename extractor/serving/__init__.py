"""`extract serve`: the extraction as an HTTP service for other systems and for a browser on the same machine.

One way through it: `server` (socket, signals) → `gate` (who may ask, what is logged and counted) → `application` (routes) → `receiving`
(the document out of a request) → `service` (a place in the queue, a worker of `running.pool`) → the answer. `problems` are the refusals.
Needs the extra "serve" (FastAPI, uvicorn, python-multipart), which nothing else imports.
"""

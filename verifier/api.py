"""The HTTP interface: `POST /api/v1/verify` and `GET /api/v1/networks` (docs/api.md)."""

from flask import Blueprint, Response, request

from verifier.answer import Answer
from verifier.answer_json import AnswerJson, answer_bytes, json_bytes, network_members
from verifier.desk import Desk
from verifier.envelope import certificate_of_body, status_of
from verifier.errors import InputError
from verifier.input_reason import InputReason
from verifier.judging import answering_network
from verifier.proof_answer import proof_members
from verifier.proofs import is_learner_proof
from verifier.trust import Trust

PREFIX = "/api/v1"
"""Where this version of the interface stands."""


def make_api(desk: Desk) -> Blueprint:
    """Return the interface of `desk` as a blueprint."""
    api = Blueprint("api", __name__, url_prefix=PREFIX)
    networks = json_bytes(_networks(desk.trust))

    @api.post("/verify")
    def verify() -> Response:
        try:
            data = certificate_of_body(request)
        except InputError as error:
            return json_answer(desk.nothing_to_judge(error.reason))
        if is_learner_proof(data):
            return Response(json_bytes(proof_members(desk.proof(data))), mimetype="application/json")
        return json_answer(desk.answer(data))

    @api.get("/networks")
    def list_networks() -> Response:
        return Response(networks, mimetype="application/json")

    return api


def json_answer(answer: Answer) -> Response:
    """Return `answer` as a JSON response: 200 whenever the request was understood, whatever the verdict."""
    status = status_of(answer.reason) if isinstance(answer.reason, InputReason) else 200
    return Response(answer_bytes(answer), status=status, mimetype="application/json")


def _networks(trust: Trust) -> AnswerJson:
    return {
        "networks": [
            network_members(answering_network(network, trust))
            | {"registry": network.registry.hex(), "maximumHeadAge": network.maximum_head_age}
            for network in trust.policy.networks
        ]
    }

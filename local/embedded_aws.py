"""Starts the embedded AWS (MiniStack) with the CloudFormation types it lacks.

The templates are those that AWS gets; what the emulator does not know is filled in here, never left out there.
"""

import json
import os
import signal
import sys
import threading

from ministack import app
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch, eventbridge, lambda_svc, secretsmanager
from ministack.services.cloudformation import provisioners
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS, _physical_name


def _answer(response):
    """Body of a service's answer; an error becomes a failed resource."""
    status, _, body = response[0], response[1], response[2]
    if status >= 400:
        raise ValueError(f"embedded AWS: {body!r}")
    return json.loads(body or "{}")


def _archive_create(logical_id, props, stack_name):
    name = props.get("ArchiveName") or _physical_name(stack_name, logical_id, max_len=48)
    arn = _answer(eventbridge._create_archive(_archive_request(name, props)))["ArchiveArn"]
    return name, {"Arn": arn, "ArchiveName": name}


def _archive_update(physical_id, _old, props, _stack_name):
    _answer(eventbridge._update_archive(_archive_request(physical_id, props)))
    arn = f"arn:aws:events:{get_region()}:{get_account_id()}:archive/{physical_id}"
    return physical_id, {"Arn": arn, "ArchiveName": physical_id}


def _archive_request(name, props):
    pattern = props.get("EventPattern") or ""
    return {
        "ArchiveName": name,
        "EventSourceArn": props.get("SourceArn", ""),
        "Description": props.get("Description", ""),
        "EventPattern": json.dumps(pattern) if isinstance(pattern, dict) else pattern,
        "RetentionDays": int(props.get("RetentionDays", 0)),
        "KmsKeyIdentifier": props.get("KmsKeyIdentifier", ""),
    }


def _bus_policy_create(_logical_id, props, _stack_name):
    bus, sid = props.get("EventBusName", "default"), props["StatementId"]
    policy = eventbridge._event_bus_policies.get(bus) or {"Version": "2012-10-17", "Statement": []}
    kept = [s for s in policy["Statement"] if s.get("Sid") != sid]
    statement = props.get("Statement") or {
        "Effect": "Allow",
        "Principal": props.get("Principal", "*"),
        "Action": props.get("Action", "events:PutEvents"),
    }
    if isinstance(statement, str):
        statement = json.loads(statement)
    eventbridge._event_bus_policies[bus] = {**policy, "Statement": [*kept, {**statement, "Sid": sid}]}
    return f"{bus}|{sid}", {}


def _bus_policy_update(_physical_id, _old, props, stack_name):
    return _bus_policy_create("", props, stack_name)


def _bus_policy_delete(physical_id, _props):
    bus, sid = physical_id.split("|", 1)
    eventbridge._remove_permission({"EventBusName": bus, "StatementId": sid})


def _composite_alarm_create(logical_id, props, stack_name):
    name = props.get("AlarmName") or _physical_name(stack_name, logical_id, max_len=255)
    _answer(cloudwatch._put_composite_alarm({}, {**props, "AlarmName": name}, False, True))
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


def _composite_alarm_update(physical_id, _old, props, stack_name):
    return _composite_alarm_create("", {**props, "AlarmName": physical_id}, stack_name)


def _composite_alarm_delete(physical_id, _props):
    _answer(cloudwatch._delete_alarms({}, {"AlarmNames": [physical_id]}, False, True))


_alarm_record = provisioners._cw_metric_alarm_record


def _alarm_with_math(name, props):
    """The emulator evaluates no metric math: such an alarm is kept under the first metric it looks at."""
    metrics = props.get("Metrics") or []
    stat = next((metric["MetricStat"] for metric in metrics if "MetricStat" in metric), None)
    if stat is None:
        return _alarm_record(name, props)
    plain = {key: value for key, value in props.items() if key != "Metrics"}
    return _alarm_record(name, {**plain, **stat["Metric"], "Period": stat["Period"], "Statistic": stat["Stat"]})


def _secret_string(props):
    """A generated secret as the template describes it: the emulator forgets every exclusion but ExcludeCharacters."""
    rules = props.get("GenerateSecretString")
    if props.get("SecretString") or not rules:
        return props.get("SecretString", "")
    asked = {name: _plain(value) for name, value in rules.items()}
    generated = _answer(secretsmanager._get_random_password(asked))["RandomPassword"]
    if "SecretStringTemplate" not in rules:
        return generated
    return json.dumps({**json.loads(rules["SecretStringTemplate"]), rules["GenerateStringKey"]: generated})


def _plain(value):
    """A template's boolean or number, which can arrive as text."""
    return {"true": True, "false": False}.get(value, int(value) if str(value).isdigit() else value)


# Every concurrent run is a Node process of its own: what a mapping may start in AWS would bury a laptop.
CONCURRENCY = int(os.environ.get("EMBEDDED_AWS_CONCURRENCY", "2"))
_mapping_concurrency = lambda_svc._sqs_esm_concurrency


def _few_at_once(*args, **kwargs):
    return min(_mapping_concurrency(*args, **kwargs), CONCURRENCY)


# Types that nothing in the emulator acts on: the resource is recorded, so that the template deploys whole, and has no effect.
NO_EFFECT = {
    "AWS::Logs::QueryDefinition": "a saved query is only for people in the console",
    "AWS::WAFv2::WebACLAssociation": "the emulator has no WAF in front of HTTP APIs",
    "AWS::Budgets::Budget": "nothing is billed here",
}


def _recorded(resource_type):
    def create(logical_id, props, stack_name):
        name = _physical_name(stack_name, logical_id, max_len=64)
        return name, {"Arn": f"arn:aws:embedded:{get_region()}:{get_account_id()}:{resource_type}/{name}"}

    return {
        "create": create,
        "update": lambda physical_id, old, props, stack_name: (physical_id, {}),
        "delete": lambda physical_id, props: None,
    }


def fill_gaps():
    """Adds what is missing; a type that a newer MiniStack learns keeps the emulator's own handler."""
    lambda_svc._sqs_esm_concurrency = _few_at_once
    provisioners._sm_secret_string = _secret_string
    provisioners._cw_metric_alarm_record = _alarm_with_math
    added = {
        "AWS::Events::Archive": {
            "create": _archive_create,
            "update": _archive_update,
            "delete": lambda physical_id, props: eventbridge._delete_archive({"ArchiveName": physical_id}),
        },
        "AWS::Events::EventBusPolicy": {
            "create": _bus_policy_create,
            "update": _bus_policy_update,
            "delete": _bus_policy_delete,
        },
        "AWS::CloudWatch::CompositeAlarm": {
            "create": _composite_alarm_create,
            "update": _composite_alarm_update,
            "delete": _composite_alarm_delete,
        },
        **{name: _recorded(name) for name in NO_EFFECT},
    }
    for resource_type, handlers in added.items():
        _RESOURCE_HANDLERS.setdefault(resource_type, handlers)


def end_with_parent():
    """Ends this process and its handlers when the one that started it is gone: its end of our standard input closes."""

    def wait():
        sys.stdin.buffer.read()
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpgrp(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    fill_gaps()
    end_with_parent()
    app.main()

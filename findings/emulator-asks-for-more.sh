#!/usr/bin/env bash
# One expects: an emulator of AWS that enforces IAM asks for the permissions that AWS asks for, so a role that does its
# work there has what it needs on AWS, and one that is refused there lacks something.
# What happens: MiniStack makes the action of the name of the operation, and the resource of a field of the request. It
# refuses SendMessageBatch to whoever is allowed sqs:SendMessage (AWS has no action for the batch), and takes every
# schedule for one of the group "default". Ref of a secret is its name, where AWS gives the ARN: a policy on that Ref
# allows nothing.
# Why it matters: whoever mends a template until such an emulator is content gives roles "*", or actions that do not exist.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
server=
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ministack==1.5.33 botocore==1.43.106
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -iE '^(ministack|botocore) '

PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export PORT
AUTH=true GATEWAY_PORT=$PORT BIND_HOST=127.0.0.1 SFTP_ENABLED=0 IOT_MTLS_ENABLED=0 STATE_DIR="$dir/state" \
  TMPDIR="$dir" venv/bin/ministack > server.log 2>&1 &
server=$!

cat > run.py <<'EOF_PY'
import json, os, time
import botocore.session
from botocore.exceptions import ClientError, EndpointConnectionError

ACCOUNT, REGION = "000000000000", "us-east-1"


def client(service, key="test", secret="test"):
    return botocore.session.Session().create_client(
        service, region_name=REGION, endpoint_url=f"http://127.0.0.1:{os.environ['PORT']}",
        aws_access_key_id=key, aws_secret_access_key=secret)


def wait():
    for _ in range(100):
        try:
            return client("sts").get_caller_identity()["Account"]
        except EndpointConnectionError:
            time.sleep(0.3)
    raise SystemExit("MiniStack did not start.")


ACCOUNT = wait()
arn = lambda service, path: f"arn:aws:{service}:{REGION}:{ACCOUNT}:{path}"
queue = client("sqs").create_queue(QueueName="work")["QueueUrl"]
client("scheduler").create_schedule_group(Name="mine")
iam = client("iam")
iam.create_user(UserName="worker")
iam.put_user_policy(UserName="worker", PolicyName="least", PolicyDocument=json.dumps({
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": arn("sqs", "work")},
        {"Effect": "Allow", "Action": "scheduler:CreateSchedule", "Resource": arn("scheduler", "schedule/mine/*")},
        {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"},
    ]}))
made = iam.create_access_key(UserName="worker")["AccessKey"]
keys = (made["AccessKeyId"], made["SecretAccessKey"])


def attempt(call, **request):
    try:
        call(**request)
        return "allowed"
    except ClientError as error:
        return error.response["Error"]["Code"]


sqs, scheduler = client("sqs", *keys), client("scheduler", *keys)
seen = {
    "SendMessage": attempt(sqs.send_message, QueueUrl=queue, MessageBody="a"),
    "SendMessageBatch": attempt(sqs.send_message_batch, QueueUrl=queue, Entries=[{"Id": "a", "MessageBody": "a"}]),
    "CreateSchedule in the group allowed": attempt(
        scheduler.create_schedule, Name="once", GroupName="mine", ScheduleExpression="at(2099-01-01T00:00:00)",
        FlexibleTimeWindow={"Mode": "OFF"}, Target={"Arn": arn("sqs", "work"), "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/r"}),
}

cloudformation = client("cloudformation")
cloudformation.create_stack(StackName="s", TemplateBody=json.dumps({
    "Resources": {"Key": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "app/key"}}},
    "Outputs": {"Ref": {"Value": {"Ref": "Key"}}}}))
while "PROGRESS" in (stack := cloudformation.describe_stacks(StackName="s")["Stacks"][0])["StackStatus"]:
    time.sleep(0.3)
seen["Ref of a secret"] = stack["Outputs"][0]["OutputValue"]
print(json.dumps(seen, indent=2))
assert seen == {
    "SendMessage": "allowed",
    "SendMessageBatch": "AccessDenied",
    "CreateSchedule in the group allowed": "AccessDeniedException",
    "Ref of a secret": "app/key",
}
EOF_PY
venv/bin/python run.py

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "departments" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "duties" TEXT NOT NULL DEFAULT '',
    "aliases" TEXT[],
    "office" BOOLEAN NOT NULL DEFAULT false,
    "confidential" BOOLEAN NOT NULL DEFAULT false,
    "parent_id" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "departments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprises" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short" TEXT[],
    "park" TEXT,
    "profile" JSONB NOT NULL DEFAULT '{}',
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "enterprises_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL,
    "enterprise_id" TEXT,
    "department_id" TEXT,
    "liaison_for" TEXT[],
    "phone" TEXT,
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "unreachable" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "code" TEXT NOT NULL,
    "enterprise_id" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'enterprise',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "uses_left" INTEGER NOT NULL DEFAULT 1,
    "used_by" TEXT[],

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "binding_requests" (
    "id" SERIAL NOT NULL,
    "person_id" TEXT NOT NULL,
    "enterprise_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT '待确认',
    "decided_by" TEXT,

    CONSTRAINT "binding_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chats" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "members" TEXT[],
    "hears_all" BOOLEAN NOT NULL DEFAULT false,
    "taken_by" TEXT,

    CONSTRAINT "chats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "seq" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "mention" BOOLEAN NOT NULL DEFAULT false,
    "quote" JSONB,
    "media" JSONB NOT NULL DEFAULT '[]',
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "turn_id" BIGINT,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "turns" (
    "id" BIGSERIAL NOT NULL,
    "chat_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "addressed" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "settles_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "reading" JSONB,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "turns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "utterances" (
    "id" BIGSERIAL NOT NULL,
    "chat_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "tickets" TEXT[],
    "asked" JSONB,
    "citations" TEXT[],

    CONSTRAINT "utterances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" BIGSERIAL NOT NULL,
    "chat_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "asking" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tickets" (
    "no" TEXT NOT NULL,
    "company" TEXT,
    "type" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lead" TEXT,
    "co" TEXT[],
    "respondent" TEXT,
    "location" TEXT,
    "contact_name" TEXT,
    "contact_phone" TEXT,
    "urgency" TEXT NOT NULL DEFAULT 'normal',
    "confidential" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL DEFAULT '消息',
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "assign_by" TEXT,
    "reply_by" TEXT,
    "resolve_by" TEXT,
    "user_deadline" TEXT,
    "parent_no" TEXT,
    "repeat_of" TEXT,
    "tags" TEXT[],
    "from_persons" TEXT[],
    "urges" INTEGER NOT NULL DEFAULT 0,
    "returns" INTEGER NOT NULL DEFAULT 0,
    "satisfaction" TEXT,
    "comment" TEXT,
    "chat_id" TEXT,
    "routing" JSONB,
    "provisional" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "ticket_events" (
    "id" BIGSERIAL NOT NULL,
    "ticket_no" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "change" JSONB,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "ticket_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complainants" (
    "ticket_no" TEXT NOT NULL,
    "company" TEXT NOT NULL,
    "person_id" TEXT,
    "chat_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "complainants_pkey" PRIMARY KEY ("ticket_no","company")
);

-- CreateTable
CREATE TABLE "commitments" (
    "id" BIGSERIAL NOT NULL,
    "ticket_no" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',

    CONSTRAINT "commitments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" BIGSERIAL NOT NULL,
    "ticket_no" TEXT,
    "visit_id" BIGINT,
    "message_seq" BIGINT,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL DEFAULT 'application/octet-stream',
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "path" TEXT,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policies" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "no" TEXT,
    "layer" TEXT NOT NULL,
    "parent_id" TEXT,
    "issuer" TEXT,
    "issued_on" TEXT,
    "valid_from" TEXT,
    "valid_to" TEXT,
    "status" TEXT,
    "superseded_by" TEXT,
    "mode" TEXT,
    "clauses" JSONB NOT NULL,
    "elements" JSONB NOT NULL DEFAULT '{}',
    "conditions" JSONB,
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_versions" (
    "policy_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "replaced" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("policy_id","version")
);

-- CreateTable
CREATE TABLE "policy_answers" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "turn_id" BIGINT,
    "step" INTEGER,
    "person_id" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "citations" TEXT[],
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "place" TEXT NOT NULL,
    "theme" TEXT NOT NULL DEFAULT '',
    "seats" INTEGER NOT NULL,
    "signup_until" TIMESTAMPTZ(3),
    "mode" TEXT NOT NULL DEFAULT '报名',
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signups" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "company" TEXT NOT NULL,
    "attendees" TEXT[],
    "count" INTEGER,
    "phone" TEXT,
    "topic" TEXT,
    "status" TEXT NOT NULL,
    "delegate" TEXT,
    "by" TEXT,
    "chat_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "checked_in" TIMESTAMPTZ(3),

    CONSTRAINT "signups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visits" (
    "id" BIGSERIAL NOT NULL,
    "company" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "tickets" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_facts" (
    "enterprise_id" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_facts_pkey" PRIMARY KEY ("enterprise_id","fact")
);

-- CreateTable
CREATE TABLE "reminders" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "channel" TEXT,
    "to_kind" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "tickets" TEXT[],
    "citations" TEXT[],
    "files" JSONB NOT NULL DEFAULT '[]',
    "card" JSONB,
    "asked" JSONB,
    "priority" INTEGER NOT NULL DEFAULT 1,
    "dedupe_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "merge_key" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leased_till" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "platform_id" TEXT,
    "error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" BIGSERIAL NOT NULL,
    "period" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "file" TEXT,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counters" (
    "key" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "counters_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "messages_chat_id_seq_idx" ON "messages"("chat_id", "seq");

-- CreateIndex
CREATE INDEX "messages_state_idx" ON "messages"("state");

-- CreateIndex
CREATE UNIQUE INDEX "messages_channel_platform_id_key" ON "messages"("channel", "platform_id");

-- CreateIndex
CREATE INDEX "turns_state_settles_at_idx" ON "turns"("state", "settles_at");

-- CreateIndex
CREATE INDEX "turns_chat_id_person_id_state_idx" ON "turns"("chat_id", "person_id", "state");

-- CreateIndex
CREATE INDEX "utterances_chat_id_at_idx" ON "utterances"("chat_id", "at");

-- CreateIndex
CREATE INDEX "utterances_person_id_at_idx" ON "utterances"("person_id", "at");

-- CreateIndex
CREATE INDEX "drafts_person_id_state_idx" ON "drafts"("person_id", "state");

-- CreateIndex
CREATE INDEX "tickets_lead_status_idx" ON "tickets"("lead", "status");

-- CreateIndex
CREATE INDEX "tickets_company_idx" ON "tickets"("company");

-- CreateIndex
CREATE INDEX "tickets_created_at_idx" ON "tickets"("created_at");

-- CreateIndex
CREATE INDEX "ticket_events_ticket_no_id_idx" ON "ticket_events"("ticket_no", "id");

-- CreateIndex
CREATE INDEX "commitments_ticket_no_idx" ON "commitments"("ticket_no");

-- CreateIndex
CREATE INDEX "policy_answers_answer_resolved_at_idx" ON "policy_answers"("answer", "resolved_at");

-- CreateIndex
CREATE UNIQUE INDEX "signups_event_id_company_key" ON "signups"("event_id", "company");

-- CreateIndex
CREATE INDEX "visits_company_idx" ON "visits"("company");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_key_key" ON "reminders"("key");

-- CreateIndex
CREATE INDEX "reminders_state_due_at_idx" ON "reminders"("state", "due_at");

-- CreateIndex
CREATE INDEX "reminders_kind_subject_idx" ON "reminders"("kind", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_dedupe_key_key" ON "outbox"("dedupe_key");

-- CreateIndex
CREATE INDEX "outbox_state_not_before_idx" ON "outbox"("state", "not_before");

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprises"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_parent_no_fkey" FOREIGN KEY ("parent_no") REFERENCES "tickets"("no") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_ticket_no_fkey" FOREIGN KEY ("ticket_no") REFERENCES "tickets"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complainants" ADD CONSTRAINT "complainants_ticket_no_fkey" FOREIGN KEY ("ticket_no") REFERENCES "tickets"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_ticket_no_fkey" FOREIGN KEY ("ticket_no") REFERENCES "tickets"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_ticket_no_fkey" FOREIGN KEY ("ticket_no") REFERENCES "tickets"("no") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visits"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signups" ADD CONSTRAINT "signups_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_facts" ADD CONSTRAINT "profile_facts_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprises"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "thumbline"."other_question_days" (
	"assistant_id" text PRIMARY KEY NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thumbline"."other_questions" (
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"message_id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"body_digest" text NOT NULL,
	"embedded_at" timestamp with time zone,
	"model" text,
	"vector" "bytea",
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "other_questions_assistant_id_conversation_id_message_id_pk" PRIMARY KEY("assistant_id","conversation_id","message_id"),
	CONSTRAINT "other_questions_vector_whole" CHECK (("thumbline"."other_questions"."model" is null) = ("thumbline"."other_questions"."vector" is null))
);
--> statement-breakpoint
ALTER TABLE "thumbline"."other_question_days" ADD CONSTRAINT "other_question_days_assistant_id_assistants_id_fk" FOREIGN KEY ("assistant_id") REFERENCES "feedback"."assistants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thumbline"."other_questions" ADD CONSTRAINT "other_questions_message" FOREIGN KEY ("assistant_id","conversation_id","message_id") REFERENCES "feedback"."messages"("assistant_id","conversation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "other_questions_by_start" ON "thumbline"."other_questions" USING btree ("assistant_id","started_at");--> statement-breakpoint
CREATE INDEX "other_questions_to_embed" ON "thumbline"."other_questions" USING btree ("assistant_id","started_at") WHERE embedded_at is null;
CREATE TABLE "thumbline"."tallies" (
	"assistant_id" text NOT NULL,
	"environment" text NOT NULL,
	"begins_at" timestamp with time zone NOT NULL,
	"rated" integer NOT NULL,
	"score_sum" integer NOT NULL,
	"score_square_sum" integer NOT NULL,
	"upvotes" integer NOT NULL,
	"neutral" integer NOT NULL,
	"downvotes" integer NOT NULL,
	"thumbs_up" integer NOT NULL,
	"thumbs_down" integer NOT NULL,
	"started" integer NOT NULL,
	"started_rated" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thumbline"."tally_marks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."tally_marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"assistant_id" text NOT NULL,
	"begins_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "tally_marks_by_quarter" ON "thumbline"."tally_marks" USING btree ("assistant_id","begins_at");--> statement-breakpoint
-- A period is summed up without touching the table.
ALTER TABLE "thumbline"."tallies" ADD CONSTRAINT "tallies_pk" PRIMARY KEY ("assistant_id", "environment", "begins_at")
  INCLUDE ("rated", "score_sum", "score_square_sum", "upvotes", "neutral", "downvotes", "thumbs_up", "thumbs_down", "started", "started_rated");
--> statement-breakpoint
ALTER TABLE "thumbline"."tallies" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
--> statement-breakpoint
-- Marks come and go like a queue.
ALTER TABLE "thumbline"."tally_marks" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
--> statement-breakpoint
CREATE FUNCTION "thumbline"."quarter_of"("at" timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN date_bin(interval '15 minutes', "at", timestamptz '2000-01-01 00:00:00+00');
--> statement-breakpoint
-- Writers of feedback have no rights on this schema: the functions below have their owner's.
CREATE FUNCTION "thumbline"."mark_conversations"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO thumbline.tally_marks (assistant_id, begins_at)
  SELECT DISTINCT w.assistant_id, thumbline.quarter_of(x.at) FROM written w CROSS JOIN LATERAL (VALUES (w.started_at), (w.rated_at)) x(at)
  WHERE x.at IS NOT NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "conversations_mark_new" AFTER INSERT ON "feedback"."conversations"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_conversations"();
--> statement-breakpoint
CREATE TRIGGER "conversations_mark_erased" AFTER DELETE ON "feedback"."conversations"
  REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_conversations"();
--> statement-breakpoint
CREATE FUNCTION "thumbline"."mark_changed_conversations"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH different AS (
    (SELECT assistant_id, id, environment, started_at, rated_at, verdict, score FROM before
    EXCEPT SELECT assistant_id, id, environment, started_at, rated_at, verdict, score FROM after)
    UNION ALL
    (SELECT assistant_id, id, environment, started_at, rated_at, verdict, score FROM after
    EXCEPT SELECT assistant_id, id, environment, started_at, rated_at, verdict, score FROM before)
  )
  INSERT INTO thumbline.tally_marks (assistant_id, begins_at)
  SELECT d.assistant_id, thumbline.quarter_of(x.at) FROM different d CROSS JOIN LATERAL (VALUES (d.started_at), (d.rated_at)) x(at)
  WHERE x.at IS NOT NULL
  UNION
  -- A thumb counts where its conversation does.
  SELECT t.assistant_id, thumbline.quarter_of(t.given_at)
  FROM before b JOIN after a ON a.assistant_id = b.assistant_id AND a.id = b.id AND a.environment <> b.environment
  JOIN feedback.thumbs t ON t.assistant_id = a.assistant_id AND t.conversation_id = a.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "conversations_mark_changed" AFTER UPDATE ON "feedback"."conversations"
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_changed_conversations"();
--> statement-breakpoint
CREATE FUNCTION "thumbline"."mark_thumbs"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO thumbline.tally_marks (assistant_id, begins_at)
  SELECT DISTINCT assistant_id, thumbline.quarter_of(given_at) FROM written;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "thumbs_mark_new" AFTER INSERT ON "feedback"."thumbs"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_thumbs"();
--> statement-breakpoint
CREATE TRIGGER "thumbs_mark_erased" AFTER DELETE ON "feedback"."thumbs"
  REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_thumbs"();
--> statement-breakpoint
CREATE FUNCTION "thumbline"."mark_changed_thumbs"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO thumbline.tally_marks (assistant_id, begins_at)
  SELECT assistant_id, thumbline.quarter_of(given_at) FROM (
    (SELECT assistant_id, conversation_id, message_id, value, given_at FROM before
    EXCEPT SELECT assistant_id, conversation_id, message_id, value, given_at FROM after)
    UNION ALL
    (SELECT assistant_id, conversation_id, message_id, value, given_at FROM after
    EXCEPT SELECT assistant_id, conversation_id, message_id, value, given_at FROM before)
  ) different GROUP BY 1, 2;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "thumbs_mark_changed" AFTER UPDATE ON "feedback"."thumbs"
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_changed_thumbs"();
--> statement-breakpoint
-- Everything that is stored or tallied is counted anew: after an upgrade, a load with triggers off, a TRUNCATE.
CREATE FUNCTION "thumbline"."mark_everything"() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO thumbline.tally_marks (assistant_id, begins_at)
  SELECT assistant_id, begins_at FROM (
    SELECT assistant_id, thumbline.quarter_of(started_at) AS begins_at FROM feedback.conversations
    UNION SELECT assistant_id, thumbline.quarter_of(rated_at) FROM feedback.conversations WHERE rated_at IS NOT NULL
    UNION SELECT assistant_id, thumbline.quarter_of(given_at) FROM feedback.thumbs
    UNION SELECT assistant_id, begins_at FROM thumbline.tallies
  ) quarters ORDER BY begins_at;
$$;
--> statement-breakpoint
CREATE FUNCTION "thumbline"."mark_truncated"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM thumbline.mark_everything();
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "conversations_mark_truncated" AFTER TRUNCATE ON "feedback"."conversations"
  FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_truncated"();
--> statement-breakpoint
CREATE TRIGGER "thumbs_mark_truncated" AFTER TRUNCATE ON "feedback"."thumbs"
  FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."mark_truncated"();
--> statement-breakpoint
-- After the triggers: writers wait from their creation on, so that nothing slips through between.
SELECT "thumbline"."mark_everything"();

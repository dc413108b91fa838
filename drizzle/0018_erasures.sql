CREATE TABLE "thumbline"."erasures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."erasures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL
);
--> statement-breakpoint
-- Writers of feedback have no rights on this schema: the function has its owner's.
CREATE FUNCTION "thumbline"."note_erasures"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO thumbline.erasures (assistant_id, conversation_id) SELECT e.assistant_id, e.id FROM erased e;
  PERFORM pg_notify('thumbline_feedback', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "conversations_note_erasures" AFTER DELETE ON "feedback"."conversations"
  REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."note_erasures"();

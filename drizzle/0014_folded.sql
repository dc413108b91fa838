-- What a search compares: text in lower case in any language. Where the server has no ICU, its own collation folds what it can.
-- The i of any dot is one letter (Turkish), ς is σ, ß is ss; accents stay. Plain ASCII, which is frequent, takes a shorter way.
DO $$
DECLARE
  lowered text := 'lower(x)';
BEGIN
  IF EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu' AND collnamespace = 'pg_catalog'::regnamespace) THEN
    lowered := 'lower(x COLLATE pg_catalog."und-x-icu")';
  END IF;
  EXECUTE format($function$
    CREATE FUNCTION "thumbline"."folded"(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
      CASE WHEN octet_length(x) = char_length(x) THEN lower(x COLLATE "C")
      ELSE replace(translate(%s, U&'\03C2\0131\0307', U&'\03C3i'), U&'\00DF', 'ss') COLLATE "C" END
  $function$, lowered);
END $$;

-- Everything is computed from the row's number: two runs build the same rows, on any machine.
CREATE SCHEMA IF NOT EXISTS bench;

-- Uniform in [0, 1).
CREATE OR REPLACE FUNCTION bench.uniform(row_key bigint, salt bigint) RETURNS float8
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT (hashint8extended(row_key, salt) & 9007199254740991)::float8 / 9007199254740992.0::float8';

-- 32 bytes that no compressor can shrink, as 43 characters of base64url.
CREATE OR REPLACE FUNCTION bench.id(kind text, number bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$SELECT translate(encode(sha256(convert_to(kind || number, 'UTF8')), 'base64'), '+/=', '-_')$$;

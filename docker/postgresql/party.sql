-- Run once by the image when a database folder is new: the party's own role, without the rights of
-- a superuser, and its database. The password goes neither through an argument nor into the log.
\set ON_ERROR_STOP on
\getenv party DUET_PARTY
\set password `cat /run/secrets/database-password`
set log_min_error_statement = panic;
create role :"party" login password :'password';
create database :"party" owner :"party";
revoke all on database :"party" from public;

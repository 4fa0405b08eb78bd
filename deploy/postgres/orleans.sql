-- What Microsoft Orleans 10.4 keeps in PostgreSQL 15 or later: which silos there are, the state of grains, and reminders.
-- Run, by the tests, against PostgreSQL 15 of Debian.
--
-- The ADO.NET providers know no table of ours. Each reads its statements from "orleansquery" when a silo starts, by keys that it expects
-- there, and names their parameters and result columns; the rest is up to this file. One statement is one round trip and atomic.
--
-- Run it as often as you like, also on a database in use, within one transaction:  psql --single-transaction -f orleans.sql
-- Statements that somebody else put there stay: a provider that has any of its keys from elsewhere is left alone altogether, because its
-- statements belong together. Silos need to read, insert, update and delete only; they take up a new statement when they start again.

select pg_advisory_xact_lock(hashtextextended('engagement/deploy/postgres/orleans.sql', 0));

create table if not exists orleansquery (
  querykey text primary key,
  querytext text not null
);

-- One row a cluster. Every change of its members takes the row's lock and adds one to the version, and is refused on any other version than
-- it was thought out on: so all silos see one sequence of memberships.
create table if not exists orleans_cluster (
  deployment_id text primary key,
  version integer not null default 0
) with (fillfactor = 25);

-- One row a life of a silo; "generation" tells lives at the same address apart. Each writes "alive_at" every few seconds: no index has it,
-- and a page has room, so that such a write touches one page.
create table if not exists orleans_silo (
  deployment_id text not null,
  address text not null,
  port integer not null,
  generation integer not null,
  silo_name text not null,
  host_name text not null,
  status integer not null,
  proxy_port integer not null,
  suspect_times text,
  started_at timestamptz not null,
  alive_at timestamptz not null,
  primary key (deployment_id, address, port, generation)
) with (fillfactor = 50);

-- One row a grain and name of its state. The hashes only come first so that a look-up ends at the first few bytes of the key; what is unique
-- is the grain. A key of text is in "grain_key", as is what extends a key of numbers; '' where there is none. A null payload was cleared:
-- the version goes on, so that who still holds the state from before cannot write it back.
create table if not exists orleans_grain_state (
  grain_id_hash integer not null,
  grain_type_hash integer not null,
  service_id text not null,
  grain_type text not null,
  grain_n0 bigint not null,
  grain_n1 bigint not null,
  grain_key text not null,
  version integer not null,
  payload bytea,
  changed_at timestamptz not null,
  primary key (grain_id_hash, grain_type_hash, service_id, grain_type, grain_n0, grain_n1, grain_key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- Each silo asks for those of its range of hashes.
create table if not exists orleans_reminder (
  service_id text not null,
  grain_id text not null,
  reminder_name text not null,
  grain_hash integer not null,
  start_at timestamptz not null,
  period_ms bigint not null,
  version integer not null,
  primary key (service_id, grain_id, reminder_name)
);

create index if not exists orleans_reminder_by_hash on orleans_reminder (service_id, grain_hash);

-- A version is what comes after the last: after 2147483647, which a grain that is written 100 times a second reaches in 8 months, 1.
with ours (provider, querykey, statement) as (values

  ('clustering', 'InsertMembershipVersionKey', $$
    with made as (
      insert into orleans_cluster (deployment_id) values (@DeploymentId) on conflict do nothing returning deployment_id)
    select exists (select from made)
  $$),

  ('clustering', 'InsertMembershipKey', $$
    with turn as (
      update orleans_cluster c set version = c.version + 1
      where c.deployment_id = @DeploymentId and c.version = @Version and not exists (
        select from orleans_silo s
        where s.deployment_id = @DeploymentId and s.address = @Address and s.port = @Port and s.generation = @Generation)
      returning c.deployment_id),
    joined as (
      insert into orleans_silo
        (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
      select turn.deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
      from turn
      returning deployment_id)
    select exists (select from joined)
  $$),

  -- A heartbeat may have come since the member was read: the later one stays.
  ('clustering', 'UpdateMembershipKey', $$
    with turn as (
      update orleans_cluster c set version = c.version + 1
      where c.deployment_id = @DeploymentId and c.version = @Version and exists (
        select from orleans_silo s
        where s.deployment_id = @DeploymentId and s.address = @Address and s.port = @Port and s.generation = @Generation)
      returning c.deployment_id),
    changed as (
      update orleans_silo s
      set status = @Status, suspect_times = @SuspectTimes, alive_at = greatest(s.alive_at, @IAmAliveTime)
      from turn
      where s.deployment_id = turn.deployment_id and s.address = @Address and s.port = @Port and s.generation = @Generation
      returning s.deployment_id)
    select exists (select from changed)
  $$),

  ('clustering', 'UpdateIAmAlivetimeKey', $$
    update orleans_silo set alive_at = @IAmAliveTime
    where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
  $$),

  ('clustering', 'MembershipReadRowKey', $$
    select
      s.address as "Address", s.port as "Port", s.generation as "Generation", s.silo_name as "SiloName", s.host_name as "HostName",
      s.status as "Status", s.proxy_port as "ProxyPort", s.suspect_times as "SuspectTimes", s.started_at as "StartTime",
      s.alive_at as "IAmAliveTime", c.version as "Version"
    from orleans_cluster c
    left join orleans_silo s
      on s.deployment_id = c.deployment_id and s.address = @Address and s.port = @Port and s.generation = @Generation
    where c.deployment_id = @DeploymentId
  $$),

  ('clustering', 'MembershipReadAllKey', $$
    select
      s.address as "Address", s.port as "Port", s.generation as "Generation", s.silo_name as "SiloName", s.host_name as "HostName",
      s.status as "Status", s.proxy_port as "ProxyPort", s.suspect_times as "SuspectTimes", s.started_at as "StartTime",
      s.alive_at as "IAmAliveTime", c.version as "Version"
    from orleans_cluster c
    left join orleans_silo s on s.deployment_id = c.deployment_id
    where c.deployment_id = @DeploymentId
  $$),

  ('clustering', 'GatewaysQueryKey', $$
    select address as "Address", proxy_port as "ProxyPort", generation as "Generation"
    from orleans_silo
    where deployment_id = @DeploymentId and status = @Status and proxy_port > 0
  $$),

  ('clustering', 'DeleteMembershipTableEntriesKey', $$
    with members as (delete from orleans_silo where deployment_id = @DeploymentId)
    delete from orleans_cluster where deployment_id = @DeploymentId
  $$),

  -- 6 is dead. The second asks, for one silo, that nothing about it has changed since it was read.
  ('clustering', 'CleanupDefunctSiloEntriesKey', $$
    delete from orleans_silo
    where deployment_id = @DeploymentId and status = 6 and greatest(started_at, alive_at) < @IAmAliveTime
  $$),

  ('clustering', 'CleanupDefunctSiloEntryKey', $$
    delete from orleans_silo
    where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
      and status = 6 and started_at = @StartTime and alive_at = @IAmAliveTime
      and coalesce(suspect_times, '') = coalesce(@SuspectTimes, '')
  $$),

  ('persistence', 'ReadFromStorageKey', $$
    select payload as "PayloadBinary", version as "Version"
    from orleans_grain_state
    where grain_id_hash = @GrainIdHash and grain_type_hash = @GrainTypeHash
      and service_id = @ServiceId and grain_type = @GrainTypeString
      and grain_n0 = @GrainIdN0 and grain_n1 = @GrainIdN1 and grain_key = coalesce(@GrainIdExtensionString, '')
  $$),

  -- Who has no version must be first, who has one must have the last. No row comes back otherwise, which the provider takes as a conflict.
  ('persistence', 'WriteToStorageKey', $$
    with first as (
      insert into orleans_grain_state as g
        (grain_id_hash, grain_type_hash, service_id, grain_type, grain_n0, grain_n1, grain_key, version, payload, changed_at)
      select
        @GrainIdHash, @GrainTypeHash, @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''),
        1, @PayloadBinary, now()
      where @GrainStateVersion is null
      on conflict do nothing
      returning g.version),
    next as (
      update orleans_grain_state g
      set version = g.version % 2147483647 + 1, payload = @PayloadBinary, changed_at = now()
      where g.version = @GrainStateVersion
        and g.grain_id_hash = @GrainIdHash and g.grain_type_hash = @GrainTypeHash
        and g.service_id = @ServiceId and g.grain_type = @GrainTypeString
        and g.grain_n0 = @GrainIdN0 and g.grain_n1 = @GrainIdN1 and g.grain_key = coalesce(@GrainIdExtensionString, '')
      returning g.version)
    select version as "NewGrainStateVersion" from first union all select version from next
  $$),

  ('persistence', 'ClearStorageKey', $$
    update orleans_grain_state g
    set version = g.version % 2147483647 + 1, payload = null, changed_at = now()
    where g.version = @GrainStateVersion
      and g.grain_id_hash = @GrainIdHash and g.grain_type_hash = @GrainTypeHash
      and g.service_id = @ServiceId and g.grain_type = @GrainTypeString
      and g.grain_n0 = @GrainIdN0 and g.grain_n1 = @GrainIdN1 and g.grain_key = coalesce(@GrainIdExtensionString, '')
    returning g.version as "NewGrainStateVersion"
  $$),

  -- Where the provider is told to delete what is cleared. It, too, wants the version that would have come next.
  ('persistence', 'DeleteStorageKey', $$
    delete from orleans_grain_state g
    where g.version = @GrainStateVersion
      and g.grain_id_hash = @GrainIdHash and g.grain_type_hash = @GrainTypeHash
      and g.service_id = @ServiceId and g.grain_type = @GrainTypeString
      and g.grain_n0 = @GrainIdN0 and g.grain_n1 = @GrainIdN1 and g.grain_key = coalesce(@GrainIdExtensionString, '')
    returning g.version % 2147483647 + 1 as "NewGrainStateVersion"
  $$),

  ('reminders', 'ReadReminderRowsKey', $$
    select grain_id as "GrainId", reminder_name as "ReminderName", start_at as "StartTime", period_ms as "Period", version as "Version"
    from orleans_reminder
    where service_id = @ServiceId and grain_id = @GrainId
  $$),

  ('reminders', 'ReadReminderRowKey', $$
    select grain_id as "GrainId", reminder_name as "ReminderName", start_at as "StartTime", period_ms as "Period", version as "Version"
    from orleans_reminder
    where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName
  $$),

  -- A range begins after its begin and ends with its end, on a ring; hashes are compared with their sign. The first does not pass the seam.
  ('reminders', 'ReadRangeRows1Key', $$
    select grain_id as "GrainId", reminder_name as "ReminderName", start_at as "StartTime", period_ms as "Period", version as "Version"
    from orleans_reminder
    where service_id = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
  $$),

  ('reminders', 'ReadRangeRows2Key', $$
    select grain_id as "GrainId", reminder_name as "ReminderName", start_at as "StartTime", period_ms as "Period", version as "Version"
    from orleans_reminder
    where service_id = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
  $$),

  ('reminders', 'UpsertReminderRowKey', $$
    insert into orleans_reminder as r (service_id, grain_id, reminder_name, grain_hash, start_at, period_ms, version)
    values (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 1)
    on conflict (service_id, grain_id, reminder_name) do update
    set grain_hash = excluded.grain_hash, start_at = excluded.start_at, period_ms = excluded.period_ms, version = r.version % 2147483647 + 1
    returning r.version as "Version"
  $$),

  ('reminders', 'DeleteReminderRowKey', $$
    with gone as (
      delete from orleans_reminder
      where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName and version = @Version
      returning version)
    select exists (select from gone)
  $$),

  ('reminders', 'DeleteReminderRowsKey', $$
    delete from orleans_reminder where service_id = @ServiceId
  $$)
),
marked as (select provider, querykey, '/* engagement */' || statement as querytext from ours),
foreign_to_us as (
  select marked.provider
  from marked join orleansquery using (querykey)
  where orleansquery.querytext not like '/* engagement */%'
)
insert into orleansquery (querykey, querytext)
select querykey, querytext from marked where provider not in (select provider from foreign_to_us)
on conflict (querykey) do update set querytext = excluded.querytext where orleansquery.querytext <> excluded.querytext;

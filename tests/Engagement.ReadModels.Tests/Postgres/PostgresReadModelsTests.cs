using Engagement.ReadModels.Tests.Specifications;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Testing.Postgres;
using Xunit;

namespace Engagement.ReadModels.Tests.Postgres;

[NeedsPostgres]
[Collection(PostgresFixture.Collection)]
public sealed class PostgresResultsTests(PostgresFixture postgres) : ResultsSpecification(new PostgresWorlds(postgres));

[NeedsPostgres]
[Collection(PostgresFixture.Collection)]
public sealed class PostgresTimelineTests(PostgresFixture postgres) : TimelineSpecification(new PostgresWorlds(postgres));

[NeedsPostgres]
[Collection(PostgresFixture.Collection)]
public sealed class PostgresPersonTests(PostgresFixture postgres) : PersonSpecification(new PostgresWorlds(postgres));

[NeedsPostgres]
[Collection(PostgresFixture.Collection)]
public sealed class PostgresRebuildTests(PostgresFixture postgres) : RebuildSpecification(new PostgresWorlds(postgres));

[NeedsPostgres]
[Collection(PostgresFixture.Collection)]
public sealed class PostgresUpkeepTests(PostgresFixture postgres) : UpkeepSpecification(new PostgresWorlds(postgres));

[NeedsPostgres]
[Collection(PostgresFixture.Collection)]
public sealed class PostgresProjectorTests(PostgresFixture postgres) : ProjectorSpecification(new PostgresWorlds(postgres));

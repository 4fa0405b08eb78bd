using Engagement.ReadModels.Tests.Specifications;
using Engagement.ReadModels.Tests.Worlds;

namespace Engagement.ReadModels.Tests.Sqlite;

public sealed class SqliteResultsTests() : ResultsSpecification(new SqliteWorlds());

public sealed class SqliteTimelineTests() : TimelineSpecification(new SqliteWorlds());

public sealed class SqlitePersonTests() : PersonSpecification(new SqliteWorlds());

public sealed class SqliteRebuildTests() : RebuildSpecification(new SqliteWorlds());

public sealed class SqliteUpkeepTests() : UpkeepSpecification(new SqliteWorlds());

public sealed class SqliteProjectorTests() : ProjectorSpecification(new SqliteWorlds());

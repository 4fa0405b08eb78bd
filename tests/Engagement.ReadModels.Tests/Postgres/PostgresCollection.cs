using Engagement.Testing.Postgres;
using Xunit;

namespace Engagement.ReadModels.Tests.Postgres;

[CollectionDefinition(PostgresFixture.Collection)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>;

using Engagement.Testing.Postgres;

namespace Engagement.Cluster.Tests.Postgres;

[CollectionDefinition(PostgresFixture.Collection)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>;

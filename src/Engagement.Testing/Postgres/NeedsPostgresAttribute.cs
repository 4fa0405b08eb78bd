using Engagement.Testing.Specifications;

namespace Engagement.Testing.Postgres;

/// <summary>The tests of this class run against a real PostgreSQL. To be put beside the collection of <see cref="PostgresFixture"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute : NeedAttribute
{
    public override string? Missing => PostgresBinaries.Missing;
}

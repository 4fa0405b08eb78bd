using System.Globalization;

namespace Engagement.Testing;

/// <summary>How many cases each property is tried with.</summary>
public static class PropertyCases
{
    public const string Variable = "ENGAGEMENT_PROPERTY_CASES";

    public const int Default = 200;

    /// <summary>The variable's value where it is a positive number, else <see cref="Default"/>. The nightly run sets 10,000.</summary>
    public static int Count { get; } = Read(Environment.GetEnvironmentVariable(Variable));

    private static int Read(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : Default;
}

using Engagement.Testing.Specifications;

namespace Engagement.Silo.Azure.Tests.Azurite;

/// <summary>The emulator of Azure Storage: the npm package <c>azurite</c>, in a folder that the environment names.</summary>
internal static class AzuriteProgram
{
    private const string Variable = "ENGAGEMENT_AZURITE";

    /// <summary>The script that Node.js runs.</summary>
    public static string Script { get; } = Path.Combine(
        Environment.GetEnvironmentVariable(Variable) ?? string.Empty, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing { get; } = File.Exists(Script)
        ? null
        : $"needs azurite: 'npm install azurite' in some folder, and that folder in {Variable}";
}

/// <summary>For specifications that need the emulator; skipped by name where there is none.</summary>
internal sealed class NeedsAzuriteAttribute : NeedAttribute
{
    public override string? Missing => AzuriteProgram.Missing;
}

/// <summary>A test that needs the emulator.</summary>
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = AzuriteProgram.Missing;
}

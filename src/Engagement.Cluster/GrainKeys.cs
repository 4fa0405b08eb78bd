using System.Buffers.Text;
using System.Runtime.InteropServices;
using Engagement.Core;

namespace Engagement.Cluster;

/// <summary>
/// The text by which the grain of an actor is found and stored: kind letter, workspace and id, divided by <c>/</c>, each escaped as in a URI
/// (RFC 3986), so that every storage takes it and a person can read it. Where that would be too long for some storage (the name of a blob may
/// have 1,024 characters), <c>=</c> and the base64url (RFC 4648) of its UTF-16: with ids of 128 characters no key is longer than 780.
/// </summary>
/// <remarks>
/// None of them can be read as a number, decimal or hexadecimal: the ADO.NET storage takes such keys for numbers, and would keep <c>7</c> and
/// <c>007</c>, or <c>abc</c> and <c>ABC</c>, in one row.
/// </remarks>
internal static class GrainKeys
{
    private const string WorkspacePrefix = "workspace/";
    private const char Packed = '=';
    private const int LongestEscaped = 384;

    public static string Of(ActorKey actor) =>
        $"{ActorKey.Letter(actor.Kind)}/{Escape(actor.Workspace.Value)}/{Escape(actor.Id)}";

    public static string Of(WorkspaceId workspace) => WorkspacePrefix + Escape(workspace.Value);

    /// <exception cref="FormatException">Not what <see cref="Of(ActorKey)"/> made.</exception>
    public static ActorKey Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 3
            ? ActorKey.Parse($"{parts[0]}\u001f{Unescape(parts[1])}\u001f{Unescape(parts[2])}")
            : throw new FormatException($"'{text}' is not the key of an actor's grain");
    }

    /// <exception cref="FormatException">Not what <see cref="Of(WorkspaceId)"/> made.</exception>
    public static WorkspaceId ParseWorkspace(string text) => text.StartsWith(WorkspacePrefix, StringComparison.Ordinal)
        ? new WorkspaceId(Unescape(text[WorkspacePrefix.Length..]))
        : throw new FormatException($"'{text}' is not the key of a workspace's grain");

    private static string Escape(string id)
    {
        var escaped = Uri.EscapeDataString(id);
        return escaped.Length <= LongestEscaped ? escaped : Packed + Base64Url.EncodeToString(MemoryMarshal.AsBytes(id.AsSpan()));
    }

    private static string Unescape(string part) => part.StartsWith(Packed)
        ? new string(MemoryMarshal.Cast<byte, char>(Base64Url.DecodeFromChars(part.AsSpan(1))))
        : Uri.UnescapeDataString(part);
}

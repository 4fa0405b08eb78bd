using System.Text.Json;

namespace Engagement.Core.Definitions;

/// <summary>Readers of values that are one of a few words.</summary>
internal static class Choices
{
    /// <param name="node">The value.</param>
    /// <param name="choices">The words with what they mean; null: not supported yet.</param>
    public static T? OneOf<T>(Node node, params ReadOnlySpan<(string Word, T? Value)> choices)
        where T : struct
    {
        var text = node.Kind == JsonValueKind.String ? node.Element.GetString() : null;
        var supported = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (word == text)
            {
                return value ?? NotSupported<T>(node, word);
            }

            if (value is not null)
            {
                supported.Add($"\"{word}\"");
            }
        }

        node.Refuse($"expected {string.Join(" or ", supported)}");
        return null;
    }

    private static T? NotSupported<T>(Node node, string word)
        where T : struct
    {
        node.Refuse($"\"{word}\" is not supported yet");
        return null;
    }
}

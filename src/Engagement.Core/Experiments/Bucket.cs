using Engagement.Core.Hashing;

namespace Engagement.Core.Experiments;

/// <summary>One of 10,000 equal parts of all people, picked by hashing: the same person and salt always give the same part.</summary>
public static class Bucket
{
    public const int Count = 10_000;

    /// <summary>0 to 9,999. Different salts give parts that are independent of each other.</summary>
    public static int Of(string salt, string userId) => Of(SeedOf(salt), userId);

    internal static ulong SeedOf(string salt) => StableHash.Of(salt);

    internal static int Of(ulong seed, string userId) => (int)(StableHash.Of(userId, seed) % Count);
}
